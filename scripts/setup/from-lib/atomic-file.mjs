// @ts-nocheck Made of lib/store/atomic-file.ts: change that, then npx vitest run test/scripts/from-lib -u
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
/**
 * Writes a file so that a reader sees the old content or the new, never a part.
 * @throws naming the file, the cause and the way out; the old content is there as before, and nothing beside it
 */
export function writeAtomically(file, content) {
    const temporary = `${file}.${process.pid}.tmp`;
    makeFolder(dirname(file));
    try {
        try {
            writeFileSync(temporary, content);
            renameSync(temporary, file);
        }
        finally {
            rmSync(temporary, { force: true });
        }
    }
    catch (error) {
        throw writeFailure(file, error);
    }
}
/**
 * Makes a folder, and those above it, where it is missing. One by one: Node's own `recursive` says ENOENT on a disk
 * that is read-only, and never returns where a system refuses folders as /proc does.
 * @throws naming the folder that could not be made, the cause and the way out
 */
export function makeFolder(folder) {
    const missing = [];
    for (let at = resolve(folder); !existsSync(at); at = dirname(at))
        missing.unshift(at);
    for (const each of missing) {
        try {
            mkdirSync(each);
        }
        catch (error) {
            const madeMeanwhile = codeOf(error) === 'EEXIST' && existsSync(each);
            if (!madeMeanwhile)
                throw writeFailure(each, error);
        }
    }
}
const remedies = {
    ENOSPC: 'free some space on that disk',
    EDQUOT: 'free some of your quota on that disk',
    EACCES: 'get permission for it and its folder',
    EPERM: 'get permission for it and its folder',
    EROFS: 'choose a folder on a disk that can be written to',
    ENAMETOOLONG: 'choose a shorter name',
    ENOTDIR: 'move away the file that stands in the place of its folder',
    EISDIR: 'move away the folder that stands in its place',
};
/**
 * What to say of a file or folder that could not be written.
 * @param error as the file system gave it; one of this function's own is given back as it is
 */
export function writeFailure(file, error, deed = 'written') {
    if (error instanceof Error && isWriteFailure(error.cause))
        return error;
    const remedy = remedies[codeOf(error)] ?? 'look at its folder';
    const said = error instanceof Error ? error.message : String(error);
    const words = `${file} could not be ${deed} (${said}); ${remedy} and run the same command again.`;
    return new Error(words, { cause: error });
}
/**
 * What to say of a file that could not be read: where a folder stands in its place, or a file in its folder's.
 * @param error as the file system gave it; other causes are given back as they are
 */
export function readFailure(file, error) {
    const found = {
        EISDIR: 'is a folder, expected a file',
        ENOTDIR: 'lies in a file, not in a folder',
    };
    const fault = found[codeOf(error)];
    if (fault === undefined)
        return error;
    const words = `${file} ${fault}; ${remedies[codeOf(error)]} and run the same command again.`;
    return new Error(words, { cause: error });
}
/** Whether an error of the file system says that something could not be written, for a cause known here. */
export function isWriteFailure(error) {
    return codeOf(error) in remedies;
}
/**
 * One sentence on an error that ends a command: of the file system's the path and the way out, else its message.
 * @param place named where the system names none, as of a full disk
 */
export function sentenceOf(error, place) {
    if (!(error instanceof Error))
        return String(error);
    const { path } = error;
    return isWriteFailure(error)
        ? writeFailure(path ?? place, error, 'opened or written').message
        : error.message;
}
function codeOf(error) {
    return (error instanceof Error && error.code) || '';
}
/** Removes what a killed writer left half-written in a folder. */
export function removeHalfWritten(folder) {
    if (!existsSync(folder))
        return;
    for (const name of readdirSync(folder)) {
        if (name.endsWith('.tmp'))
            rmSync(join(folder, name), { force: true });
    }
}

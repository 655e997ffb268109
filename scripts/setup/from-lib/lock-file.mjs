// @ts-nocheck Made of lib/store/lock-file.ts: change that, then npx vitest run test/scripts/from-lib -u
import { createHash, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync, } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder, readFailure, writeAtomically, writeFailure } from './atomic-file.mjs';
/** A writer on another host that has not shown a sign of life for this long is taken for dead. */
const STALE_MILLISECONDS = 10 * 60_000;
const HEARTBEAT_MILLISECONDS = 20_000;
const LOOK_EVERY_MILLISECONDS = 500;
/** Goes of others that may come in between before a claim gives up. */
const ATTEMPTS = 100;
/** The kernel's letters for a process that runs no more: zombie, dead. */
const DEAD = ['Z', 'X'];
/**
 * Claims a lock file for this process, at most one process at a time: the file is linked into place whole, which
 * fails where there is one, and the lock of a dead process is replaced only under a lock of its own, named after
 * its content, so that no other claim can come between the look and the deed.
 * @throws when the file cannot be written, naming it and the way out
 */
export function tryLock(file) {
    const self = { host: hostname(), ...processName(process.pid) };
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (create(file, self))
            return held(file, self);
        const found = readText(file);
        if (found === undefined)
            continue; // given free in between
        const owner = ownerIn(found);
        if (owner !== undefined && isAlive(owner, file))
            return { kind: 'busy', owner };
        const taken = takeOver(file, found, self);
        if (taken !== undefined)
            return taken;
    }
    throw new Error(`${file} changes hands again and again; run the same command again, or delete it if nothing is at work.`);
}
/**
 * Waits until the lock is free, and holds it until released or until this process ends.
 * @param onWait called once, with the number of the process that has to be waited for
 */
export async function takeLock(file, onWait) {
    let lock = tryLock(file);
    if (lock.kind === 'busy')
        onWait(lock.owner.pid);
    while (lock.kind === 'busy') {
        await sleep(LOOK_EVERY_MILLISECONDS);
        lock = tryLock(file);
    }
    const { beat, noteChild, release: letGo } = lock;
    const heart = setInterval(beat, HEARTBEAT_MILLISECONDS).unref();
    const release = () => {
        process.off('exit', release);
        clearInterval(heart);
        letGo();
    };
    process.once('exit', release);
    return { kind: 'held', beat, noteChild, release };
}
/** The living process that holds a lock; undefined when there is none. */
export function lockOwner(file) {
    const owner = ownerIn(readText(file));
    return owner !== undefined && isAlive(owner, file) ? owner : undefined;
}
function held(file, self) {
    let last = Date.now();
    let children = [];
    const isOurs = () => {
        const owner = ownerIn(readText(file));
        return owner?.pid === self.pid && owner.started === self.started && owner.host === self.host;
    };
    return {
        kind: 'held',
        beat: () => {
            if (Date.now() - last < HEARTBEAT_MILLISECONDS || !isOurs())
                return;
            last = Date.now();
            utimesSync(file, new Date(), new Date());
        },
        noteChild: (pid) => {
            children = [...children.filter(isRunning), processName(pid)];
            writeAtomically(file, textOf({ ...self, children }));
        },
        release: () => {
            if (isOurs())
                rmSync(file, { force: true });
        },
    };
}
/** Puts a lock in place with its content at once; false where there is one. */
function create(file, self) {
    const aside = besides(file);
    try {
        makeFolder(dirname(file));
        writeFileSync(aside, textOf(self));
        linkSync(aside, file);
        return true;
    }
    catch (error) {
        const { code } = error;
        // A network's file system may have linked it and lost the answer.
        if (code === 'EEXIST')
            return statSync(aside, { throwIfNoEntry: false })?.nlink === 2;
        if (code === 'ENOENT')
            return false; // the folder went away in between, with another's lock
        throw writeFailure(file, error);
    }
    finally {
        rmSync(aside, { force: true });
    }
}
/**
 * Replaces a dead process's lock by ours, under a lock named after its content: once the content has changed, nobody
 * who judged it dead finds it again. Its owner, too, may die, and is followed in the same way.
 * @returns busy while another process takes over; undefined when the lock has changed since it was found
 */
function takeOver(file, found, self) {
    const name = createHash('sha256').update(found).digest('hex').slice(0, 16);
    const guard = tryLock(`${file}.${name}.tmp`);
    if (guard.kind === 'busy')
        return guard;
    const aside = besides(file);
    try {
        if (readText(file) !== found)
            return undefined;
        writeFileSync(aside, textOf(self));
        renameSync(aside, file);
        return held(file, self);
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw writeFailure(file, error);
    }
    finally {
        rmSync(aside, { force: true });
        guard.release();
    }
}
function besides(file) {
    return `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
}
function textOf(owner) {
    return `${JSON.stringify(owner)}\n`;
}
function readText(file) {
    try {
        return readFileSync(file, 'utf8');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw readFailure(file, error);
    }
}
/** Undefined where there is no lock, or one that was cut short by a crash. */
function ownerIn(text) {
    try {
        const owner = JSON.parse(text ?? '');
        return typeof owner?.pid === 'number' ? owner : undefined;
    }
    catch {
        return undefined;
    }
}
function isAlive({ host, children = [], ...owner }, file) {
    if (host !== hostname()) {
        const { mtimeMs = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
        return Date.now() - mtimeMs < STALE_MILLISECONDS;
    }
    return [owner, ...children].some(isRunning);
}
function isRunning({ pid, started }) {
    return started !== '' && startOf(pid) === started;
}
function processName(pid) {
    return { pid, started: startOf(pid) };
}
/**
 * Start time of a process, field 22 of /proc/<pid>/stat; empty when there is no such process, or only what
 * is left of one that was killed and that its parent has not looked at yet.
 */
function startOf(pid) {
    try {
        const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop() ?? '';
        const [state = '', ...fields] = afterName.split(' ');
        return DEAD.includes(state) ? '' : (fields[18] ?? '');
    }
    catch {
        return '';
    }
}

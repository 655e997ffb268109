const POINTER = 'version https://git-lfs.github.com/spec/v1';

/**
 * Tells a file's content from the few lines that Git LFS leaves in its place.
 * @throws when it is such a pointer, naming the file and the command that fetches its content
 */
export function requireContent(bytes: Uint8Array, file: string): void {
  if (!Buffer.from(bytes.subarray(0, POINTER.length)).equals(Buffer.from(POINTER))) return;
  throw new Error(
    `${file} is a Git LFS pointer of ${bytes.length} bytes, expected its content; fetch it with: git lfs pull`,
  );
}

const POINTER = 'version https://git-lfs.github.com/spec/v1';

/** Whether a file's content is the few lines that Git LFS leaves in its place. */
export function isLfsPointer(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, POINTER.length)).equals(Buffer.from(POINTER));
}

/**
 * Tells a file's content from the few lines that Git LFS leaves in its place.
 * @throws when it is such a pointer, naming the file and the command that fetches its content
 */
export function requireContent(bytes: Uint8Array, file: string): void {
  if (!isLfsPointer(bytes)) return;
  throw new Error(
    `${file} is a Git LFS pointer of ${bytes.length} bytes, expected its content; fetch it with: git lfs pull`,
  );
}

/**
 * What keeps sweeps from working in folders: to Snakemake and its installation, what stands in braces is to be
 * filled in.
 * @param {readonly string[]} folders
 * @returns {string | undefined} a sentence that names the folder and the way out; undefined when all are plain
 */
export function braceProblem(folders) {
  const strange = folders.find((folder) => /[{}]/.test(folder));
  if (strange === undefined) return undefined;
  return (
    `${strange} has a brace in its path, which Snakemake cannot read: rename that folder for sweeps; ` +
    'all other commands work there as they are.'
  );
}

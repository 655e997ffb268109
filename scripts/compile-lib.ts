/** Compiles lib as the notebooks' kernel will find it; a command, so that tests and `npm run lab` do it beforehand. */
import { compiledLib } from './report/compiled-lib';

compiledLib()
  .then((folder) => {
    if (process.argv.includes('--print')) console.log(folder);
  })
  .catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });

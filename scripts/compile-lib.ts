/** Compiles lib as the notebooks' kernel will find it; a command, so that the tests do it once beforehand. */
import { compiledLib } from './report/compiled-lib';

compiledLib().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

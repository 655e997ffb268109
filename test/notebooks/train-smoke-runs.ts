/** Trains the report's three runs at smoke scale, so that notebooks tested side by side find them. */
import { inOrder, reportRuns } from '../../lib/results/report-data';

reportRuns().then(
  (runs) => console.log(inOrder(runs).map(({ id }) => id)),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);

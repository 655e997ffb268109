/** What JupyterLab draws with Plotly. */
export const PLOTLY = 'application/vnd.plotly.v1+json';

/** A figure's picture with two pixels a CSS pixel, for the report's files; not kept in notebooks. */
export const SHARP_PICTURE = 'application/vnd.report-sharp-picture';

/** A table's name and its rows before formatting; the report makes the CSV file of it. */
export const TABLE = 'application/vnd.report-table+json';

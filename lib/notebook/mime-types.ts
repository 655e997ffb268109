/** What JupyterLab draws with Plotly. */
export const PLOTLY = 'application/vnd.plotly.v1+json';

/** A table's name and its rows before formatting; the report makes the CSV file of it. */
export const TABLE = 'application/vnd.report-table+json';

/** Tables as CSV that a spreadsheet shows and never runs. Pure. */

/** What makes a spreadsheet take a text for a formula. */
const FORMULA = /^[\s\u00a0]*[=+\-@\t\r|%]/;

/** One cell: quoted, with a leading apostrophe when a spreadsheet would run it. */
export function csvCell(text: string): string {
  const plain = /^-?\d+([.,]\d+)?$/.test(text);
  const safe = !plain && FORMULA.test(text) ? `'${text}` : text;
  return /[",;\r\n']/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Rows as CSV with a byte order mark, so that spreadsheets read the accents; `;` in French, `,` in English. */
export function csv(rows: readonly (readonly string[])[], language: "fr" | "en"): string {
  const separator = language === "fr" ? ";" : ",";
  return `\ufeff${rows.map((row) => row.map(csvCell).join(separator)).join("\r\n")}\r\n`;
}

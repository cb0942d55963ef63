/** What the build makes of a style: its text. */
declare module "*.css" {
  const text: string;
  export default text;
}

/** What the service makes of the file with the words. */
declare module "*/words.json.js" {
  const words: typeof import("../static/words.json");
  export default words;
}

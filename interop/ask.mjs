// n3 reads the files, comunica answers: node ask.mjs DATA.nq DATA.ttl QUESTIONS.json SECONDS
import { readFileSync } from 'node:fs';
import { Parser, Store } from 'n3';

const [nquads, turtle, questions, seconds] = process.argv.slice(2);
const store = new Store(new Parser({ format: 'N-Quads' }).parse(readFileSync(nquads, 'utf8')));
const triples = new Store(new Parser({ format: 'Turtle' }).parse(readFileSync(turtle, 'utf8')));
const answers = {};
const notes = [];
const asked = Object.entries(JSON.parse(readFileSync(questions, 'utf8')));
if (asked.length) {
  const { QueryEngine } = await import('@comunica/query-sparql-rdfjs');
  const engine = new QueryEngine();
  const answer = async (text) => {
    const result = await engine.query(text, { sources: [store], unionDefaultGraph: true });
    const { data } = await engine.resultToString(result, 'application/sparql-results+json');
    let json = '';
    for await (const chunk of data) json += chunk;
    return JSON.parse(json);
  };
  for (const [name, text] of asked) {
    let clock;
    const late = new Promise((_, reject) => {
      clock = setTimeout(() => reject(new Error(`no answer within ${seconds} seconds`)), seconds * 1000);
    });
    try {
      answers[name] = await Promise.race([answer(text), late]);
    } catch (error) {
      notes.push(`${name}: ${error.message}`);
    } finally {
      clearTimeout(clock);
    }
  }
}
// A question that is late may be at work still: the process ends with what it has.
process.stdout.write(JSON.stringify({ nquads: store.size, turtle: triples.size, answers, notes }), () => process.exit());

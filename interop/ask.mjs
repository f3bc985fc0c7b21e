// n3 reads the files, comunica answers: node ask.mjs DATA.nq DATA.ttl QUESTIONS.json
import { readFileSync } from 'node:fs';
import { Parser, Store } from 'n3';

const [nquads, turtle, questions] = process.argv.slice(2);
const store = new Store(new Parser({ format: 'N-Quads' }).parse(readFileSync(nquads, 'utf8')));
const triples = new Store(new Parser({ format: 'Turtle' }).parse(readFileSync(turtle, 'utf8')));
const answers = {};
const notes = [];
const asked = Object.entries(JSON.parse(readFileSync(questions, 'utf8')));
if (asked.length) {
  const { QueryEngine } = await import('@comunica/query-sparql-rdfjs');
  const engine = new QueryEngine();
  for (const [name, text] of asked) {
    try {
      const result = await engine.query(text, { sources: [store], unionDefaultGraph: true });
      const { data } = await engine.resultToString(result, 'application/sparql-results+json');
      let json = '';
      for await (const chunk of data) json += chunk;
      answers[name] = JSON.parse(json);
    } catch (error) {
      notes.push(`${name}: ${error.message}`);
    }
  }
}
process.stdout.write(JSON.stringify({ nquads: store.size, turtle: triples.size, answers, notes }));

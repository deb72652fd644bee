/*
 * The search of a large library. The build puts this after worker.js, in place of the theme's worker:
 * it hears the theme's messages and answers in the theme's shape, so that the box, the keyboard and
 * the list stay the theme's.
 *
 * Pagefind finds pages that hold every word; the theme, pages that hold any. So each word is asked
 * for by itself, and the pages with the best sums are fetched, a few at a time. What they hold are
 * the entries that the theme's index would have held; which of them come first is decided here.
 */

/** So many records are fetched for a query, and so long is waited for the next letter. */
const MOST = 6, PAUSE = 60;

/** How much a word weighs where it stands, as in publish/search.py. */
const WEIGHTS = { title: 10, tags: 10, text: 1 };

/** "red" finds "reduced" too, but well after "red" (measured). */
const RANKING = { termSimilarity: 4 };

/** So many words that are not common are enough to find candidates, and so many are asked for at most. */
const ENOUGH = 2, WORDS = 3;

/** Pagefind and how many records hold each common word, from the first query on. */
let asked;
/** Where Pagefind's files are, and how many records there are. */
let settings;
/** Counts queries: an answer that comes after the next query was asked is dropped. */
let turn = 0;

function pagefind() {
  const base = new URL(settings.pagefind, self.location.href).href;
  asked ??= Promise.all([import(`${base}pagefind.js`), fetch(`${base}common.json`)]).then(
    async ([{ createInstance }, common]) => {
      const instance = createInstance({ basePath: base, metaCacheTag: "", ranking: RANKING });
      await instance.init();
      return { instance, common: new Map(Object.entries(await common.json())) };
    },
  );
  asked.catch(() => (asked = undefined));
  return asked;
}

/**
 * The words of a query with what is asked of each: all of those between quotation marks must be there.
 * @param {string} query
 * @returns {{word: string, must: boolean, not: boolean}[]}
 */
function termsOf(query) {
  const terms = new Map();
  query.split('"').forEach((part, place) => {
    for (const [, sign, words] of part.toLowerCase().matchAll(/([+-]?)([^\s]+)/g))
      for (const word of words.replace(/^\w+:/, "").match(/[\p{L}\p{N}_]+/gu) ?? [])
        terms.set(word, { word, must: place % 2 === 1 || sign === "+", not: sign === "-" });
  });
  return [...terms.values()];
}

/** What a word and its other forms begin with. */
function stemOf(word) {
  const stem = word.replace(/(?:ations?|ings?|ies|ed|es|ers?|s|e|y)$/, "");
  return stem.length > 2 ? stem : word;
}

/**
 * What says which of the words that were asked for a word of a text is a form of.
 * @param {string[]} terms
 * @returns {(word: string) => string[]}
 */
function formsOf(terms) {
  const [stems, known] = [terms.map(stemOf), new Map()];
  const find = (word) => {
    const stem = stemOf(word);
    const isForm = (term, place) =>
      word.startsWith(term) || (word.startsWith(stems[place]) && stem.length <= stems[place].length + 1);
    return terms.filter(isForm);
  };
  return (word) => {
    if (!known.has(word)) known.set(word, find(word));
    return known.get(word);
  };
}

/** A text whose words that were asked for are marked; how often each is there is added to `counts`. */
function marked(html, forms, counts) {
  return html.replace(/<[^>]*>|&[#\w]+;|[\p{L}\p{N}_]+/gu, (part) => {
    if (part[0] === "<" || part[0] === "&") return part;
    const said = forms(part.toLowerCase());
    for (const term of said) counts.set(term, (counts.get(term) ?? 0) + 1);
    return said.length ? `<mark>${part}</mark>` : part;
  });
}

/** The parts of a text that stand beside each other: paragraphs, lists, words between them. */
function blocks(html) {
  const all = [];
  let depth = 0, block = "";
  const end = () => {
    if (block.trim()) all.push(block);
    [depth, block] = [0, ""];
  };
  for (const [part] of html.matchAll(/<[^>]*>|[^<]+/g)) {
    const [isTag, closes] = [part[0] === "<", part.startsWith("</")];
    if (isTag && !closes && !depth) end();
    block += part;
    if (closes && --depth <= 0) end();
    else if (isTag && !closes && !part.endsWith("/>")) depth += 1;
  }
  end();
  return all;
}

/** Whether an entry holds a word, or a form of it. */
function holds({ title, text, tags = [] }, word) {
  const counts = new Map();
  for (const part of [title, text, ...tags]) marked(part, formsOf([word]), counts);
  return counts.size > 0;
}

/** An entry as the theme shows it, with the score that the theme would give it. */
function shown(doc, terms, forms, rarity) {
  const seen = new Set();
  let score = 0;
  const field = (weight, htmls) => {
    const counts = new Map();
    const parts = htmls.map((html) => marked(html, forms, counts));
    for (const [term, count] of counts) {
      seen.add(term);
      score += (weight * rarity.get(term) * 2.2 * count) / (1.2 + count);
    }
    return parts;
  };
  const [title] = field(WEIGHTS.title, [doc.title]);
  const tags = doc.tags && field(WEIGHTS.tags, doc.tags);
  const parts = field(WEIGHTS.text, blocks(doc.text));
  const hits = parts.filter((part) => part.includes("<mark>"));
  const text = (hits.length ? hits : parts).slice(0, 2).join("");
  const share = seen.size / terms.length + (doc.location.includes("#") ? 0 : 1);
  return {
    ...doc,
    title,
    text,
    ...(tags && { tags }),
    score: score * (doc.boost ?? 1) * (1 + share ** 2),
    terms: Object.fromEntries(terms.map((term) => [term, seen.has(term)])),
  };
}

/** The entries of a page that were found, its own among them; best first. */
function groups(items) {
  const pages = new Map();
  for (const item of items) {
    const page = item.location.split("#")[0];
    pages.set(page, [...(pages.get(page) ?? []), item]);
  }
  return [...pages.values()]
    .map((page) => page.filter(({ score, location }) => score || !location.includes("#")).sort((a, b) => b.score - a.score))
    .filter(([first]) => first?.score)
    .sort(([a], [b]) => b.score - a.score);
}

/** How much a word says that so many records hold, as the theme weighs it. */
function rarityOf(count) {
  return Math.log(1 + (Math.max(0, settings.records - count) + 0.5) / (count + 0.5));
}

/**
 * What the records hold that hold some of the words, the best sums first. Common words are indexed
 * where they stand in titles alone, and not asked for where there are enough others: whether a record
 * holds one is seen once it has come. Of many words the long ones are asked for.
 */
async function fetched(terms) {
  const { instance, common } = await pagefind();
  const rarity = new Map(terms.map(({ word }) => [word, rarityOf(common.get(word) ?? 0)]));
  const rare = terms.filter(({ word }) => !common.has(word));
  const sought = (rare.length < ENOUGH ? terms.filter(({ word, not }) => !not || !common.has(word)) : rare)
    .sort((a, b) => b.word.length - a.word.length)
    .filter(({ must, not }, place) => must || not || place < WORDS);
  const answers = await Promise.all(sought.map(({ word }) => instance.search(word)));
  const sums = new Map();
  sought.forEach(({ word, not }, place) => {
    const { results } = answers[place];
    rarity.set(word, rarityOf(common.get(word) ?? results.length));
    for (const { id, score, data } of results) {
      const sum = sums.get(id) ?? { data, score: 0, words: new Set(), isOut: false };
      sums.set(id, { ...sum, score: sum.score + score, words: sum.words.add(word), isOut: sum.isOut || not });
    }
  });
  const wanted = sought.filter(({ not }) => !not).length;
  const best = [...sums.values()]
    .filter(({ isOut, words }) => !isOut && terms.every(({ word, must }) => !must || common.has(word) || words.has(word)))
    .map((sum) => ({ ...sum, score: sum.score * (1 + (sum.words.size / wanted) ** 2) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST);
  const records = await Promise.all(best.map(({ data }) => data()));
  const seen = terms.filter(({ word, must, not }) => (must || not) && common.has(word));
  const fits = ({ docs }) => seen.every(({ word, not }) => docs.some((doc) => holds(doc, word)) !== not);
  return { docs: records.filter(fits).flatMap(({ docs }) => docs), rarity };
}

async function found(query) {
  const terms = termsOf(query);
  if (!terms.some(({ not }) => !not)) return { items: [] };
  const { docs, rarity } = await fetched(terms);
  const words = terms.filter(({ not }) => !not).map(({ word }) => word);
  const forms = formsOf(words);
  const items = groups(docs.map((doc) => shown(doc, words, forms, rarity)));
  const last = words[words.length - 1];
  const titles = items.map(([first]) => first.title.replace(/<[^>]*>/g, "").toLowerCase()).join(" ");
  return { items, suggest: (titles.match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => word.startsWith(last)).slice(0, 1) };
}

self.addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    settings = data.config;
    return self.postMessage({ type: READY });
  }
  if (type !== QUERY) return;
  const mine = ++turn;
  if (data) {
    pagefind();
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  if (mine !== turn) return;
  let answered = { items: [] };
  try {
    answered = await found(data);
  } catch (fault) {
    console.error(`The search does not answer: ${fault}`);
  }
  if (mine === turn) self.postMessage({ type: RESULT, data: answered });
});

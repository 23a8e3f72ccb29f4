// A small server on Fedify with one inhabitant, Fay: what an independent implementation makes of our nodes, and says to
// them. Signatures, JSON-LD and delivery are Fedify's own; here is only what it is told to do and what it heard.
//
// Environment: ADDRESS (host:port on loopback), FIRST_KNOCK (the signature it tries first), STRICT (refuses draft-cavage).
// A test speaks to it at /_/…, in JSON: what to do by POST, what was heard by GET.
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { createFederation, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import * as vocab from "@fedify/vocab";
import { preloadedContexts } from "@fedify/vocab-runtime";
import jsonld from "@fedify/vocab-runtime/jsonld";
import { Temporal } from "@js-temporal/polyfill";

const { ADDRESS, FIRST_KNOCK, STRICT } = process.env;
const origin = `http://${ADDRESS}`;
const NAME = "fay";
const notes = new Map();
const followers = new Map();
const heard = [];
const knocks = [];
const keys = await Promise.all(["RSASSA-PKCS1-v1_5", "Ed25519"].map(generateCryptoKeyPair));

const federation = createFederation({
  kv: new MemoryKvStore(), origin, allowPrivateAddress: true, firstKnock: FIRST_KNOCK ?? "rfc9421",
});

federation
  .setActorDispatcher("/users/{identifier}", async (ctx, id) => {
    if (id !== NAME) return null;
    const pairs = await ctx.getActorKeyPairs(id);
    return new vocab.Person({
      id: ctx.getActorUri(id), preferredUsername: id, name: "Fay", url: ctx.getActorUri(id),
      inbox: ctx.getInboxUri(id), outbox: ctx.getOutboxUri(id), followers: ctx.getFollowersUri(id),
      endpoints: new vocab.Endpoints({ sharedInbox: ctx.getInboxUri() }),
      publicKey: pairs[0].cryptographicKey, assertionMethods: pairs.map((pair) => pair.multikey),
    });
  })
  .setKeyPairsDispatcher((_ctx, id) => (id === NAME ? keys : []));
federation.setOutboxDispatcher("/users/{identifier}/outbox", () => ({ items: [] }));
federation.setFollowersDispatcher("/users/{identifier}/followers", () => ({ items: [...followers.values()] }));
federation.setObjectDispatcher(vocab.Note, "/users/{identifier}/notes/{note}", (ctx, { note }) => {
  return notes.has(note) ? written(ctx, note) : null;
});

federation.setInboxListeners("/users/{identifier}/inbox", "/inbox")
  .setSharedKeyDispatcher(() => ({ identifier: NAME }))
  .on(vocab.Follow, async (ctx, follow) => {
    const actor = await follow.getActor(ctx);
    followers.set(actor.id.href, actor);
    await hear(ctx, follow);
    await ctx.sendActivity({ identifier: NAME }, actor, new vocab.Accept({
      id: fresh(ctx, "accepts"), actor: ctx.getActorUri(NAME), object: follow,
    }));
  })
  .on(vocab.Activity, hear);

// Keeps what a listener was given: only what Fedify verified gets here.
async function hear(ctx, activity) {
  const object = await activity.getObject(ctx).catch(() => null);
  heard.push({
    type: activity.constructor.name,
    actor: activity.actorId?.href,
    object: activity.objectId?.href,
    kind: object?.constructor.name,
    text: object?.content?.toString(),
    name: object?.name?.toString(),
  });
}

const fresh = (ctx, folder) => new URL(`#${folder}/${crypto.randomUUID()}`, ctx.getActorUri(NAME));
const noteUri = (ctx, note) => ctx.getObjectUri(vocab.Note, { identifier: NAME, note });

function written(ctx, id) {
  const { text, replyTo, asked, published, updated } = notes.get(id);
  const named = asked.map((author) => author.id);
  return new vocab.Note({
    id: noteUri(ctx, id), attribution: ctx.getActorUri(NAME), content: `<p>${text}</p>`, published, updated,
    to: vocab.PUBLIC_COLLECTION, ccs: [ctx.getFollowersUri(NAME), ...named],
    tags: named.map((href) => new vocab.Mention({ href })),
    replyTarget: replyTo ? new URL(replyTo) : null,
  });
}

// Tells an activity about something of ours to the followers, and to those it names.
async function tells(ctx, kind, object, others = []) {
  const activity = new kind({
    id: fresh(ctx, "acts"), actor: ctx.getActorUri(NAME), object,
    to: vocab.PUBLIC_COLLECTION, ccs: [ctx.getFollowersUri(NAME), ...others.map((other) => other.id)],
  });
  const strangers = others.filter((other) => !followers.has(other.id.href));
  await ctx.sendActivity({ identifier: NAME }, "followers", activity, { preferSharedInbox: true });
  if (strangers.length > 0) await ctx.sendActivity({ identifier: NAME }, strangers, activity);
  return activity.id.href;
}

const looksUp = async (ctx, uri) => {
  const documentLoader = await ctx.getDocumentLoader({ identifier: NAME });
  const found = await ctx.lookupObject(uri, { documentLoader });
  if (!found) throw new Error(`${uri} cannot be looked up`);
  return found;
};

// Whoever wrote what is answered, liked or passed on.
const authorOf = async (ctx, uri) => looksUp(ctx, (await looksUp(ctx, uri)).attributionId.href);

// The contexts that every implementation carries along, but for those `without` which this one is, and no network.
const carried = (without = []) => async (url) => {
  if (!preloadedContexts[url]) throw new Error(`a context that has to be fetched: ${url}`);
  const document = without.includes(url) ? { "@context": {} } : preloadedContexts[url];
  return { contextUrl: null, document, documentUrl: url };
};

const deeds = {
  async follow(ctx, { id }) {
    const target = await looksUp(ctx, id);
    await ctx.sendActivity({ identifier: NAME }, target, new vocab.Follow({
      id: fresh(ctx, "follows"), actor: ctx.getActorUri(NAME), object: target.id, to: target.id,
    }));
    return { followed: target.id.href, kind: target.constructor.name };
  },
  async post(ctx, { text, replyTo }) {
    const asked = replyTo ? [await authorOf(ctx, replyTo)] : [];
    const id = crypto.randomUUID();
    notes.set(id, { text, replyTo, asked, published: Temporal.Now.instant() });
    await tells(ctx, vocab.Create, written(ctx, id), asked);
    return { id: noteUri(ctx, id).href };
  },
  async edit(ctx, { id, text }) {
    const note = id.split("/").at(-1);
    notes.set(note, { ...notes.get(note), text, updated: Temporal.Now.instant() });
    await tells(ctx, vocab.Update, written(ctx, note), notes.get(note).asked);
    return {};
  },
  async delete(ctx, { id }) {
    const note = id.split("/").at(-1);
    const { asked } = notes.get(note);
    notes.delete(note);
    await tells(ctx, vocab.Delete, new vocab.Tombstone({ id: new URL(id) }), asked);
    return {};
  },
  async like(ctx, { id }) {
    return { id: await tells(ctx, vocab.Like, new URL(id), [await authorOf(ctx, id)]) };
  },
  async boost(ctx, { id }) {
    return { id: await tells(ctx, vocab.Announce, new URL(id), [await authorOf(ctx, id)]) };
  },
  // Takes back a like or boost.
  async undo(ctx, { id, kind, of }) {
    const object = new vocab[kind]({ id: new URL(id), actor: ctx.getActorUri(NAME), object: new URL(of) });
    await tells(ctx, vocab.Undo, object, [await authorOf(ctx, of)]);
    return {};
  },
  // Reads a document strictly: as JSON-LD, with no context but those that every implementation carries along.
  async read(_ctx, document) {
    const loader = carried();
    const read = await vocab.Object.fromJsonLd(document, { contextLoader: loader, documentLoader: loader });
    return { kind: read.constructor.name, id: read.id?.href };
  },
  // Spells a document out as a processor of JSON-LD 1.0 or 1.1 does. Where 1.0 is all there is, nobody reads proofs.
  async expand(_ctx, { document, mode }) {
    const without = mode === "json-ld-1.0" ? ["https://w3id.org/security/data-integrity/v1"] : [];
    return { expanded: await jsonld.expand(document, { documentLoader: carried(without), processingMode: mode }) };
  },
  async heard() { return heard; },
  async knocks() { return knocks; },
};

async function answer(request, url) {
  const deed = url.pathname.startsWith("/_/") && deeds[url.pathname.slice(3)];
  if (deed) {
    const body = request.method === "POST" ? await request.json() : {};
    return Response.json(await deed(federation.createContext(request, undefined), body));
  }
  const scheme = request.headers.has("signature-input") ? "rfc9421" : "cavage";
  const delivery = request.method === "POST";
  const refused = delivery && STRICT && scheme === "cavage";
  const response = refused
    ? new Response("only RFC 9421 is read here", { status: 401 })
    : await federation.fetch(request, { contextData: undefined });
  if (delivery) knocks.push({ scheme, status: response.status });
  return response;
}

createServer(async (incoming, outgoing) => {
  const url = new URL(incoming.url, origin);
  const { method } = incoming;
  const body = method === "POST" ? Readable.toWeb(incoming) : undefined;
  const headers = Object.entries(incoming.headersDistinct).flatMap(([name, all]) => all.map((one) => [name, one]));
  const response = await answer(new Request(url, { method, headers, body, duplex: "half" }), url)
    .catch((error) => { console.error(error); return Response.json({ error: String(error) }, { status: 500 }); });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}).listen(Number(ADDRESS.split(":")[1]), ADDRESS.split(":")[0], () => console.log(`Fay is at ${origin}`));

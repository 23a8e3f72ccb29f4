// All browser tests, one after the other, with one browser and one alliance.
import { after, before, describe } from 'node:test';
import * as alliance from './alliance.js';
import * as browser from './browser.js';
import { firstRun } from './first-run.js';
import { flows } from './flows.js';
import { journeys } from './journeys.js';
import { keyboard } from './keyboard.js';
import { looks } from './looks.js';
import { markup } from './markup.js';
import { niceties } from './niceties.js';
import { paper } from './paper.js';
import { passkeys } from './passkeys.js';
import { sharing } from './sharing.js';
import { stress } from './stress.js';
import { together } from './together.js';
import { weight } from './weight.js';
import { withoutMouse } from './without-mouse.js';

const stage = {};

before(async () => Object.assign(stage, await alliance.open()), { timeout: 300_000 });
after(async () => {
  await browser.close();
  await alliance.close();
});

describe('flows', () => flows(stage));
describe('first run', () => firstRun());
describe('passkeys', () => passkeys());
describe('keyboard', () => keyboard(stage));
describe('weight', () => weight(stage));
describe('niceties', () => niceties(stage));
describe('sharing', () => sharing(stage));
describe('paper', () => paper(stage));
describe('stress', () => stress(stage));
describe('markup', () => markup(stage));
describe('looks', () => looks(stage));
// Last: what is published on these ways stands on top of every list.
describe('without a mouse', () => withoutMouse(stage));
describe('journeys', () => journeys(stage));
describe('together', () => together(stage));

#!/usr/bin/env node
// The member's command. Plain JavaScript, so that a Node too old for the rest can start it on the right one.
import { fileURLToPath } from 'node:url';
import { startOnRightNode } from '../../../scripts/start-on-right-node.mjs';

await startOnRightNode('forewarn-agent', fileURLToPath(new URL('../src/main.ts', import.meta.url)));

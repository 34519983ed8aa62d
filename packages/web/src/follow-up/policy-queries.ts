import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listFollowUpPolicies } from '@forewarn/api/follow-up.ts';
import { call } from '../lib/call.ts';

export type Policies = CallOutput<typeof listFollowUpPolicies>;
export type Policy = Policies['policies'][number];
export type PolicyStep = Policy['steps'][number];

export const policiesQuery = queryOptions({ queryKey: ['rules', 'policies'], queryFn: () => call(listFollowUpPolicies, {}) });

import { apiClient, type CallInput, type CallOutput } from '@forewarn/api/client.ts';
import type { RouteShape } from '@forewarn/api/route-shape.ts';
import { askAgain } from './ask-again.ts';
import { faultOf, type Fault } from './fault.ts';
import { csrfHeaders, ownHeaders } from './credentials.ts';
import { keepUnsent } from './unsent.ts';

/**
 * Calls one route of the API as the reader of this page, on behalf of whom it acts for. Throws a `Fault`. Where the route asks once more who it
 * is, the reader is asked, and the call is made again with the same input.
 */
export function call<const Shape extends RouteShape>(shape: Shape, input: CallInput<Shape>): Promise<CallOutput<Shape>> {
  return callWith(csrfHeaders, shape, input);
}

/** As `call`, for oneself, whomever one acts for. */
export function callAsMyself<const Shape extends RouteShape>(shape: Shape, input: CallInput<Shape>): Promise<CallOutput<Shape>> {
  return callWith(ownHeaders, shape, input);
}

/** As `call`, on behalf of this institution. */
export function callFor<const Shape extends RouteShape>(
  institutionId: string,
  shape: Shape,
  input: CallInput<Shape>,
): Promise<CallOutput<Shape>> {
  return callWith(() => ({ ...ownHeaders(), 'x-acting-for': institutionId }), shape, input);
}

async function callWith<const Shape extends RouteShape>(
  headers: () => Readonly<Record<string, string>>,
  shape: Shape,
  input: CallInput<Shape>,
): Promise<CallOutput<Shape>> {
  const once = (said: Readonly<Record<string, string>>) => apiClient('', undefined, said).call(shape, input);
  const said = headers(); // whom it was asked for: the reader may act for another by the time that it fails
  try {
    return await once(said);
  } catch (cause) {
    const fault = faultOf(cause);
    // oxlint-disable-next-line only-throw-error -- the same
    if (fault.code === 'offline' && keepUnsent(shape, input, said['x-acting-for']))
      // oxlint-disable-next-line only-throw-error -- as below
      throw { ...fault, code: 'kept' } satisfies Fault;
    // oxlint-disable-next-line only-throw-error -- a Fault is what the pages tell in words
    if (fault.code !== 'sign-in-again' || !(await askAgain())) throw fault;
  }
  try {
    return await once(headers());
  } catch (cause) {
    // oxlint-disable-next-line only-throw-error -- as above
    throw faultOf(cause);
  }
}

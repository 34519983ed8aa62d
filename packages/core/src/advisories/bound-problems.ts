import type { Problem } from '../basics/problem.ts';

const OF_A_KIND_MAX = 20;

/**
 * One slip is often made at every product. Of each code the first twenty tell it, each once, and the rest is counted in a last one.
 */
export function boundProblems(problems: readonly Problem[]): readonly Problem[] {
  const once = [...new Map(problems.map((problem) => [`${problem.code} ${problem.at} ${problem.message}`, problem])).values()];
  return [...Map.groupBy(once, ({ code }) => code).values()].flatMap((alike) => {
    const more = alike.length - OF_A_KIND_MAX;
    const [first] = alike;
    if (more <= 0 || first === undefined) return alike;
    const rest = { code: first.code, at: '', message: `The same stands at ${more} more places.`, source: first.source };
    return [...alike.slice(0, OF_A_KIND_MAX), rest];
  });
}

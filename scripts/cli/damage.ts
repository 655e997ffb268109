/** What a run does with a checkpoint that is damaged. */
export type OnDamage = 'restart' | 'stop';

/** The option's lines in the help of commands that train. */
export const damageHelp = `  --on-damage <what>  with a checkpoint that is damaged: restart keeps it aside and begins anew, stop leaves it
                   where it is and ends with an error (restart)`;

/**
 * What --on-damage asks for.
 * @throws when it is neither
 */
export function damageChoice(text: string): OnDamage {
  if (text === 'restart' || text === 'stop') return text;
  throw new Error(`--on-damage takes restart or stop, got "${text}".`);
}

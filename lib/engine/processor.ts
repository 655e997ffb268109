import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/**
 * The processor as results name it: "AMD EPYC (family 25, model 17)". Family and model tell apart what virtual
 * machines call by one name, such as processors with and without AVX-512, whose last bits differ.
 * @param cpuinfo what Linux says of its processors
 */
export function processorName(cpuinfo: string = readCpuinfo()): string {
  const name = cpus()[0]?.model.trim() || 'unknown';
  const family = /^cpu family\s*:\s*(\d+)$/m.exec(cpuinfo)?.[1];
  const model = /^model\s*:\s*(\d+)$/m.exec(cpuinfo)?.[1];
  return family && model ? `${name} (family ${family}, model ${model})` : name;
}

/** What training in bf16 takes, for messages. */
export const bf16Needs = 'a processor with avx512_bf16 or amx_bf16';

/**
 * Whether the processor multiplies in bf16, by AVX-512 or by AMX. On others oneDNN has nothing for it, and TensorFlow
 * falls back to something far slower than float32.
 * @param cpuinfo what Linux says of its processors
 */
export function hasBf16(cpuinfo: string = readCpuinfo()): boolean {
  return /^flags\s*:.*\b(amx_bf16|avx512_bf16)\b/m.test(cpuinfo);
}

function readCpuinfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return ''; // not Linux
  }
}

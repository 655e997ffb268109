import { imageValues } from '../data/batch-file';
import type { Normalisation } from '../data/image-set';
import type { Network } from '../engine/network';
import { tf } from '../engine/tensorflow';
import { encodeLogits } from '../store/float16';
import type { PlainTensor } from './step';

/** Every pass through the teacher has this many images, so that no answer depends on the rest of its batch. */
export const TEACHER_BATCH = 128;

/** The largest gap between two logits of a row that half precision holds. */
const LARGEST_GAP = 65_504;

/** Whatever answers with logits: a network, or a function of a reader's own. */
export interface TeacherSource {
  /** What messages call it. */
  readonly name: string;
  readonly classes: number;
  /** [images, 32, 32, 3] normalised to [images, classes] logits */
  readonly logitsOf: (images: Float32Array) => Float32Array;
}

/** A network as a source, in inference mode. */
export function networkSource(network: Network, name: string): TeacherSource {
  return {
    name,
    classes: network.classes,
    logitsOf: (images) =>
      networkOutputs(network, images, [network.outputLayer])[0]?.values as Float32Array,
  };
}

/** A network as a source, in training mode: an answer depends on the rest of its batch. */
export function trainingModeSource(network: Network, name: string): TeacherSource {
  return {
    name,
    classes: network.classes,
    logitsOf: (images) =>
      tf.tidy(() => {
        const input = tf.tensor4d(images, [images.length / imageValues, 32, 32, 3], 'float32');
        return network.forward(input, true).output(network.outputLayer).dataSync() as Float32Array;
      }),
  };
}

/** A source that is shown images with values from 0 to 1 instead of normalised ones. */
export function rawImageSource(source: TeacherSource, { mean, sd }: Normalisation): TeacherSource {
  const raw = (value: number, at: number) =>
    value * (sd[at % 3] as number) + (mean[at % 3] as number);
  return { ...source, logitsOf: (images) => source.logitsOf(images.map(raw)) };
}

/**
 * A function as a source, held to give whole rows of finite length.
 * @throws in use, when it returns anything but a Float32Array of [images, classes]
 */
export function functionSource(
  name: string,
  classes: number,
  logitsOf: TeacherSource['logitsOf'],
): TeacherSource {
  return {
    name,
    classes,
    logitsOf: (images) => {
      const logits: unknown = logitsOf(images);
      const count = images.length / imageValues;
      if (logits instanceof Float32Array && logits.length === count * classes) return logits;
      const found =
        logits instanceof Float32Array
          ? `${logits.length} values`
          : ((logits as object | undefined)?.constructor?.name ?? String(logits));
      throw new Error(
        `${name}: expected a Float32Array of ${count} x ${classes} logits for ${count} images (themselves a ` +
          `Float32Array, [images, 32, 32, 3]), found ${found}`,
      );
    },
  };
}

/** Outputs of layers in inference mode, in passes of equal size: each [images, ...]. */
export function networkOutputs(
  network: Network,
  images: Float32Array,
  layers: readonly string[],
): readonly PlainTensor[] {
  const count = images.length / imageValues;
  const results = layers.map((layer) => {
    const shape = network.featureShape(layer);
    const size = shape.reduce((product, length) => product * length, 1);
    return { values: new Float32Array(count * size), shape: [count, ...shape], size };
  });
  for (let start = 0; start < count; start += TEACHER_BATCH) {
    const part = images.subarray(start * imageValues, (start + TEACHER_BATCH) * imageValues);
    const full = new Float32Array(TEACHER_BATCH * imageValues); // what is left over stays zero
    full.set(part);
    tf.tidy(() => {
      const input = tf.tensor4d(full, [TEACHER_BATCH, 32, 32, 3], 'float32');
      const pass = network.forward(input, false);
      results.forEach(({ values, size }, place) => {
        const output = pass.output(layers[place] as string).dataSync() as Float32Array;
        values.set(output.subarray(0, (part.length / imageValues) * size), start * size);
      });
    });
  }
  return results.map(({ values, shape }) => ({ values, shape }));
}

/**
 * Logits in half precision, the row's maximum at 0.
 * @param logits [images, classes]
 * @throws when a teacher's answer is not finite, or too large for half precision, naming the teacher
 */
export function encodeAnswers({ name, classes }: TeacherSource, logits: Float32Array): Uint16Array {
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const gap = Math.max(...row) - Math.min(...row);
    if (gap <= LARGEST_GAP) continue; // NaN and infinity fail this, too
    throw new RangeError(
      `${name}: expected finite logits at most ${LARGEST_GAP} apart, found a row [${[...row].join(', ')}]; ` +
        'the teacher is at fault, not the student: look at its weights and at how its images are normalised.',
    );
  }
  return encodeLogits(logits, classes);
}

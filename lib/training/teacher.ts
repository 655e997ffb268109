import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { viewCount } from '../data/augmentation';
import { type Network, network } from '../engine/network';
import type { tf } from '../engine/tensorflow';
import type { LossNeeds } from '../losses/loss';
import type { Recipe } from '../recipes/recipe';
import { decodeLogits } from '../store/float16';
import { projectRoot } from '../store/project-root';
import { runsFolder } from '../store/run-store';
import type { Dataset } from './dataset';
import { requireImageModel } from './image-model';
import { loadModel, weightsChecksum } from './model-files';
import type { Batch } from './step';
import { alteredTeacher } from './teacher-answers';
import {
  cachedTeacherLogits,
  freshTeacherLogits,
  type RememberedLogits,
  type TeacherBatch,
} from './teacher-logits';
import {
  encodeAnswers,
  functionSource,
  networkOutputs,
  networkSource,
  rawImageSource,
  type TeacherSource,
  trainingModeSource,
} from './teacher-source';

/** What a student may learn from besides a run of the store. */
export type GivenTeacher =
  /** a model; its answers are remembered by its weights */
  | tf.LayersModel
  /** any function of a batch; its answers are remembered where it says what identifies it */
  | {
      /** [images, 32, 32, 3] normalised to [images, classes] logits */
      readonly logitsOf: TeacherSource['logitsOf'];
      /** Changes whenever the answers would; without it nothing is remembered. */
      readonly identity?: string;
    };

/** A teacher ready for training. */
export interface Teacher {
  /** The network behind it, if it is one. */
  readonly network?: Network;
  /** SHA-256 of that network's weights; see `weightsChecksum`. */
  readonly weightsChecksum?: string;
  /** What the loss needs of the teacher for a batch. */
  readonly answers: (
    batch: TeacherBatch,
  ) => Required<Pick<Batch, 'teacherLogits'>> & Pick<Batch, 'teacherFeatures'>;
  /** Asks ahead for views; absent where nothing is remembered. */
  readonly remember?: RememberedLogits['remember'];
  readonly close: () => void;
}

export interface TeacherOptions {
  readonly recipe: Recipe;
  readonly dataset: Dataset;
  readonly needs: LossNeeds;
  /** Another teacher than the recipe's. */
  readonly given?: GivenTeacher;
  /** The folder of runs; report/runs unless told. */
  readonly runs?: string;
}

/**
 * Opens the teacher that a loss needs: the one given, or the recipe's.
 * Logits alone come out of a cache in .cache/; where features are needed, the teacher is asked for each batch,
 * since features of all views take too much room.
 * @returns undefined when the loss needs none
 * @throws when the loss needs one and there is none, or a layer that it lacks, or its classes are not the dataset's,
 * or one is given that is no teacher or that the loss would not look at, or whose answers cannot be altered as the
 * recipe says
 */
export async function openTeacher(options: TeacherOptions): Promise<Teacher | undefined> {
  const { needs, given, recipe } = options;
  if (given !== undefined) requireTeacher(given, needs.teacher);
  if (!needs.teacher) return undefined;
  requireLogitsAlone(recipe, needs);
  if (given === undefined && recipe.teacher === undefined) {
    throw new Error(
      `Recipe ${recipe.name}: the loss learns from a teacher, found none; give the recipe a "teacher" ` +
        '(a run id), or train a teacher ({ teacher }).',
    );
  }
  if (given !== undefined && 'logitsOf' in given) {
    return alteredTeacher(functionTeacher(given, options), options);
  }
  const model =
    (given as tf.LayersModel | undefined) ??
    (await loadModel(recipe.teacher as string, options.runs));
  if (given !== undefined) requireImageModel(model, 'The given teacher');
  const made = networkOf(model, { isOurs: given === undefined });
  try {
    return alteredTeacher(networkTeacher(made, options), options);
  } catch (error) {
    made.dispose();
    throw error;
  }
}

/** Holds that what is given is a teacher, and that somebody learns from it. */
function requireTeacher(given: unknown, isNeeded: boolean): void {
  const { logitsOf, layers } = (given ?? {}) as { logitsOf?: unknown; layers?: unknown };
  if (typeof logitsOf !== 'function' && !Array.isArray(layers)) {
    const instead =
      typeof given === 'string'
        ? `the text "${given}"; the id of a run belongs in the recipe's "teacher"`
        : `${typeof given}; wrap a function as { logitsOf }`;
    throw new Error(
      'teacher: expected a tf.LayersModel or { logitsOf: images => logits, identity? }, where images and logits ' +
        `are Float32Array; found ${instead}`,
    );
  }
  if (!isNeeded) {
    throw new Error(
      'teacher: one is given, but the loss learns from labels alone; leave it out, or take an objective or loss ' +
        'that looks at the teacher',
    );
  }
}

/** Alterations of a teacher's logits that leave the features of its layers as they are. */
const ofLogitsAlone: readonly Recipe['teacherAnswers'][] = [
  'wrong-classes-shuffled',
  'in-training-mode',
  'to-raw-images',
];

/** Holds that all that the loss looks at is altered as the recipe says. */
function requireLogitsAlone({ name, teacherAnswers }: Recipe, { teacherLayers }: LossNeeds): void {
  if (teacherLayers.length === 0 || !ofLogitsAlone.includes(teacherAnswers)) return;
  throw new Error(
    `Recipe ${name}: teacherAnswers "${teacherAnswers}" alters logits alone, but the loss looks at the teacher's ` +
      `layers ${teacherLayers.join(', ')}; leave it out, or take a loss of logits.`,
  );
}

/** A model's network; a model that is ours goes, whether there is a network or not. */
function networkOf(model: tf.LayersModel, { isOurs }: { readonly isOurs: boolean }): Network {
  try {
    return network(model);
  } finally {
    if (isOurs) model.dispose();
  }
}

function networkTeacher(made: Network, options: TeacherOptions): Teacher {
  const { needs, recipe, given } = options;
  const source = networkSource(made, given ? 'The given teacher' : `Teacher ${recipe.teacher}`);
  const { classNames } = options.dataset;
  if (made.classes !== classNames.length) {
    throw new Error(
      `${source.name}: expected logits of the ${classNames.length} classes of the images, found ${made.classes}; ` +
        'train a teacher on these images first',
    );
  }
  const checksum = weightsChecksum(made.weights());
  const known = { network: made, weightsChecksum: checksum };
  if (needs.teacherLayers.length > 0) {
    return { ...known, answers: featureAnswers(made, source, needs), close: made.dispose };
  }
  const { close, ...answering } =
    recipe.teacherAnswers === 'in-training-mode'
      ? logitsTeacher(trainingModeSource(made, source.name), undefined, options)
      : logitsTeacher(source, `weights ${checksum}`, options);
  return {
    ...known,
    ...answering,
    close: () => {
      close();
      made.dispose();
    },
  };
}

function functionTeacher(
  { logitsOf, identity }: Extract<GivenTeacher, { logitsOf: unknown }>,
  options: TeacherOptions,
): Teacher {
  const { dataset, needs, recipe } = options;
  if (needs.teacherLayers.length > 0) {
    throw new Error(
      `The loss needs the teacher's layers ${needs.teacherLayers.join(', ')}, but the given teacher ` +
        'is a function; give a model.',
    );
  }
  if (recipe.teacherAnswers === 'in-training-mode') {
    throw new Error(
      `Recipe ${recipe.name}: teacherAnswers is "in-training-mode", but the given teacher is a function, which ` +
        'has no such mode; give a model.',
    );
  }
  const source = functionSource('The given teacher', dataset.classNames.length, logitsOf);
  return logitsTeacher(source, identity && `function ${identity}`, options);
}

/**
 * A teacher of logits alone, shown images as the recipe says.
 * @param identity what its answers are remembered by; without one they are not
 */
function logitsTeacher(
  shownImages: TeacherSource,
  identity: string | undefined,
  options: TeacherOptions,
): Pick<Teacher, 'answers' | 'remember' | 'close'> {
  const { augmentation, teacherAnswers } = options.recipe;
  const isRaw = teacherAnswers === 'to-raw-images';
  const source = isRaw ? rawImageSource(shownImages, options.dataset.normalisation) : shownImages;
  if (identity === undefined) {
    const logits = freshTeacherLogits(source);
    return { answers: (batch) => ({ teacherLogits: logits(batch) }), close: () => undefined };
  }
  const { logits, remember, close } = cachedTeacherLogits(
    source,
    cacheFile(options, isRaw ? `${identity}, raw images` : identity),
    augmentation ? viewCount(augmentation) : 1,
  );
  return { answers: (batch) => ({ teacherLogits: logits(batch) }), remember, close };
}

/** Logits and features out of one pass; the logits are the bits that a cache would give. */
function featureAnswers(
  made: Network,
  source: TeacherSource,
  { teacherLayers }: LossNeeds,
): Teacher['answers'] {
  return ({ images }) => {
    const [logits, ...features] = networkOutputs(made, images, [
      made.outputLayer,
      ...teacherLayers,
    ]);
    return {
      teacherLogits: decodeLogits(encodeAnswers(source, logits?.values as Float32Array)),
      teacherFeatures: Object.fromEntries(
        features.map((feature, place) => [teacherLayers[place] as string, feature]),
      ),
    };
  };
}

/** Named by all that an answer depends on: who answers and how, the images, what a place and a view stand for. */
function cacheFile({ recipe, dataset, runs }: TeacherOptions, identity: string): string {
  const { crop = 0, padding = 'zero', flip = false } = recipe.augmentation ?? {};
  const key = createHash('sha256')
    .update(
      JSON.stringify({
        identity,
        mode: 'inference',
        images: dataset.checksum,
        normalisation: dataset.normalisation,
        trainOn: recipe.trainOn,
        crop,
        padding,
        flip: flip !== false, // alternating or not, the views are the same
      }),
    )
    .digest('hex');
  return join(teacherCacheFolder(runs), `${recipe.teacher ?? 'given'}-${key.slice(0, 16)}.bin`);
}

/** Where teachers' answers are remembered, safe to delete: .cache/, or with the runs where those lie elsewhere. */
function teacherCacheFolder(runs: string = runsFolder()): string {
  const root = projectRoot();
  const own = runs === join(root, 'report', 'runs');
  return own ? join(root, '.cache', 'teacher-logits') : join(runs, '.teacher-logits');
}

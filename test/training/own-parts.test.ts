import { describe, expect, it } from 'vitest';
import { datasetFromArrays } from '../../lib/data/dataset';
import { network } from '../../lib/engine/network';
import { tf } from '../../lib/engine/tensorflow';
import { recipe } from '../../lib/recipes/recipe';
import { lossOf } from '../../lib/training/custom-loss';
import { type TrainOptions, train } from '../../lib/training/train';
import { smallRecipe } from '../support/small-recipe';

const small = recipe({ ...smallRecipe, epochs: 1 });
const objective = { kind: 'logits', temperature: 4, softWeight: 0.7, hardWeight: 0.3 } as const;
const taught = recipe({
  ...smallRecipe,
  name: 'taught',
  epochs: 1,
  objective,
  teacher: 'none-0123abcd-s0',
});

/** What training says to options that the compiler would refuse, too. */
async function said(options: unknown, by = small): Promise<string> {
  const trained = train(by, 0, options as TrainOptions);
  return trained.then(
    () => 'nothing',
    (error) => String(error),
  );
}

type Layers = (input: tf.SymbolicTensor) => tf.SymbolicTensor;

/** A model of ten outputs with these layers before the pooling. */
function modelOf(layers: Layers, classes = 10): tf.LayersModel {
  const input = tf.input({ shape: [32, 32, 3] });
  const pooled = tf.layers.globalAveragePooling2d({}).apply(layers(input)) as tf.SymbolicTensor;
  const output = tf.layers.dense({ units: classes }).apply(pooled) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output });
}

const conv = (options: object = {}) =>
  tf.layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same', ...options });
const through =
  (...layers: tf.layers.Layer[]): Layers =>
  (input) =>
    layers.reduce((now, layer) => layer.apply(now) as tf.SymbolicTensor, input);

describe('a model of one’s own', () => {
  const shared = conv();
  it.each([
    ['a dilated convolution', through(conv({ dilationRate: 2 })), 'with these settings cannot'],
    ['a relu with a ceiling', through(tf.layers.reLU({ maxValue: 0.1 })), 'with these settings'],
    ['a layer applied twice', through(shared, shared), 'is applied 2 times'],
    [
      'a regulariser',
      through(conv({ kernelRegularizer: 'l1l2' })),
      'has a kernelRegularizer, which the engine would ignore',
    ],
    ['a constraint', through(conv({ kernelConstraint: 'nonNeg' })), 'has a kernelConstraint'],
  ])('is refused with %s, which would compute something else', async (_, layers, message) => {
    const model = modelOf(layers);
    expect(await said({ model })).toContain(message);
    model.dispose();
  });
  const dense = () => tf.layers.dense({ units: 4, name: 'dense-first' });
  const normed = (options: object) =>
    tf.layers.batchNormalization({ name: 'odd-norm', ...options } as object);
  it.each([
    ['a dense layer on maps', through(dense()), '"dense-first"', 'on [32, 32, 3]'],
    ['batch norm along rows', through(normed({ axis: 1 })), '"odd-norm"', '"axis":1'],
    [
      'a pooling of channels first',
      through(tf.layers.maxPooling2d({ name: 'odd-pool', dataFormat: 'channelsFirst' })),
      '"odd-pool"',
      'channelsFirst',
    ],
    [
      'an average of channels first',
      through(tf.layers.averagePooling2d({ name: 'odd-pool', dataFormat: 'channelsFirst' })),
      '"odd-pool"',
      'channelsFirst',
    ],
    [
      'a convolution of channels first',
      through(conv({ name: 'odd-conv', dataFormat: 'channelsFirst' })),
      '"odd-conv"',
      'channelsFirst',
    ],
    [
      'a flattening',
      through(tf.layers.reshape({ name: 'flat', targetShape: [3072, 1, 1] })),
      '"flat"',
      'Reshape',
    ],
  ])('is refused with %s, naming the layer and the known ones', async (_, layers, name, found) => {
    const model = modelOf(layers);
    const message = await said({ model });
    expect(message).toContain(`network: layer ${name}`);
    expect(message).toContain(found);
    expect(message).toMatch(/known layers: Conv2D, .*GlobalAveragePooling2D/);
    model.dispose();
  });
  it('is refused with batch norm behind a dense layer, or sums of unequal shapes', async () => {
    const input = tf.input({ shape: [32, 32, 3] });
    const pooled = tf.layers.globalAveragePooling2d({}).apply(input) as tf.SymbolicTensor;
    const hidden = tf.layers.dense({ units: 10 }).apply(pooled);
    const normal = normed({}).apply(hidden) as tf.SymbolicTensor;
    const after = tf.model({ inputs: input, outputs: normal });
    expect(await said({ model: after })).toContain('layer "odd-norm" (BatchNormalization) on [10]');
    const one = conv({ filters: 1 }).apply(input) as tf.SymbolicTensor;
    const three = conv().apply(input) as tf.SymbolicTensor;
    const sum = tf.layers.add({ name: 'odd-sum' }).apply([one, three]) as tf.SymbolicTensor;
    const end = tf.layers.globalAveragePooling2d({}).apply(sum) as tf.SymbolicTensor;
    const summed = tf.model({
      inputs: input,
      outputs: tf.layers.dense({ units: 10 }).apply(end) as tf.SymbolicTensor,
    });
    expect(await said({ model: summed })).toContain('layer "odd-sum" (Add)');
  });
  it('is refused when it is frozen as a whole, has two outputs, other images, or is no model', async () => {
    const frozen = modelOf(through(conv()));
    frozen.trainable = false;
    expect(await said({ model: frozen })).toContain('freeze layers by layer.trainable');
    const input = tf.input({ shape: [28, 28, 3] });
    const flat = tf.layers.globalAveragePooling2d({}).apply(input) as tf.SymbolicTensor;
    const smaller = tf.model({ inputs: input, outputs: flat });
    expect(await said({ model: smaller })).toContain('expected an input of 32x32x3, found 28x28x3');
    const maps = tf.sequential({ layers: [conv({ inputShape: [32, 32, 3] })] });
    expect(await said({ model: maps })).toContain('expected an output of [batch, classes]');
    expect(() => network(tf.model({ inputs: input, outputs: [flat, flat] }))).toThrow(
      'found 1 and 2',
    );
    expect(() => network({} as tf.LayersModel)).toThrow('expected a tf.LayersModel');
  });
  it('is told to leave its softmax off', () => {
    const model = modelOf(through(tf.layers.softmax()));
    expect(() => network(model)).toThrow('Leave the softmax off: losses take logits');
  });
  it('does not silently take the place of what the recipe asks for', async () => {
    const model = modelOf(through(conv()));
    expect(await said({ model }, recipe({ ...small, dropout: 0.5 }))).toContain(
      '"dropout" has no effect on a model of your own',
    );
    model.dispose();
  });
});

describe('a loss of one’s own', () => {
  const value = (perExample: unknown) => said({ loss: perExample });
  it.each([
    ['a scalar', () => tf.scalar(1), 'found []'],
    ['one value a class', ({ labels }: { labels: tf.Tensor }) => labels.mul(1), '[32, 10]'],
    ['a number', () => 1, 'found 1'],
    ['nothing', () => undefined, 'found undefined'],
  ])('must give one value an example, not %s', async (_, perExample, found) => {
    const message = await value(perExample);
    expect(message).toContain('expected a tensor of one value an example, [32]');
    expect(message).toContain(found);
  });
  it.each([-1, Number.NaN, 1.5, Number.POSITIVE_INFINITY])(
    'refuses a warm-up of %d epochs',
    async (warmupEpochs) => {
      const term = { name: 'slow', needs: {}, perExample: () => tf.zeros([32]) };
      expect(await value([{ weight: 1, warmupEpochs, term }])).toContain(
        `loss "slow": expected warmupEpochs to be a whole number from 0 up, found ${warmupEpochs}`,
      );
    },
  );
  it('asks for a name of each term, since records tell terms apart by it', async () => {
    const term = { needs: {}, perExample: () => tf.zeros([32]) };
    expect(await value([{ weight: 1, term }])).toContain('expected a name for term 0');
  });
  it('names the batch norm that stands for a convolution whose output is not computed', async () => {
    const term = {
      name: 'look',
      needs: { studentLayers: ['conv1'] },
      perExample: () => tf.zeros([32]),
    };
    expect(await said({ loss: [{ weight: 1, term }] })).toContain(
      'layer "conv1" has no output of its own here: the batch norm "norm1" behind it takes over its bias; take features from "norm1"',
    );
  });
  it('must be a function or terms with weights, of which one counts', async () => {
    const term = { name: 'zero', needs: {}, perExample: () => tf.zeros([32]) };
    expect(await value([])).toContain('found an empty list');
    expect(await value(1)).toContain('found number');
    expect(await value([{ term }])).toContain('expected a weight from 0 up for term 0');
    expect(await value([{ weight: -1, term }])).toContain('found -1');
    expect(await value([{ weight: 0, term }])).toContain('nothing would be learned');
    expect(await value([term])).toContain('expected a weight');
    expect(await value([{ weight: 1, term: { name: 'bare' } }])).toContain('needs: {}');
  });
});

describe('images of one’s own', () => {
  const arrays = (count: number) => ({
    images: Uint8Array.from({ length: count * 3072 }, (_, at) => (at * 7) % 251),
    labels: Array.from({ length: count }, (_, image) => image % 2),
  });
  const validation = arrays(10);
  const two = datasetFromArrays({
    ...{ training: arrays(40), validation, test: validation },
    classNames: ['cat', 'dog'],
  });
  const unlimited = recipe({ ...smallRecipe, epochs: 1, limit: undefined });
  it.each(['training', 'validation', 'test'] as const)(
    'made by hand are refused where a label of the %s set names no class',
    async (part) => {
      const labels = two[part].labels.slice();
      labels[3] = 7;
      const dataset = { ...two, [part]: { ...two[part], labels } };
      expect(await said({ dataset }, unlimited)).toContain(
        `Image 3 of the ${part} set has label 7; expected 0 to 1, for 2 classes`,
      );
    },
  );
  it('made by hand are refused where a set is empty, or its labels and images disagree', async () => {
    const empty = { ...two.validation, labels: new Uint8Array(0) };
    expect(await said({ dataset: { ...two, validation: empty } }, unlimited)).toContain(
      'The validation set has no images',
    );
    const cut = { ...two.training, images: two.training.images.subarray(0, 39 * 3072) };
    expect(await said({ dataset: { ...two, training: cut } }, unlimited)).toContain(
      `The training set: image 39 lies beyond its ${39 * 3072} values`,
    );
  });
  it('are cut to a recipe’s limit, spread evenly over each set', async () => {
    const limit = { training: 20, validation: 5, test: 50 };
    const { dataset } = await train(recipe({ ...unlimited, limit }), 0, { dataset: two });
    expect([...(dataset.training.places ?? [])]).toEqual(
      Array.from({ length: 20 }, (_, place) => 2 * place),
    );
    expect(dataset.validation.labels).toHaveLength(5);
    expect(dataset.test.labels).toHaveLength(10); // there are no more
    expect(dataset.checksum).not.toBe(two.checksum); // a teacher's answers are remembered by it
  });
});

it('a list of terms keeps the warm-up of each', () => {
  const term = { name: 'zero', needs: {}, perExample: () => tf.zeros<tf.Rank.R1>([32]) };
  expect(lossOf([{ weight: 1, warmupEpochs: 3, term }], false)).toMatchObject([
    { weight: 1, warmupEpochs: 3 },
  ]);
});

describe('a teacher of one’s own', () => {
  const of = (teacher: unknown) => said({ teacher }, taught);
  const rowsOf = (classes: number) => (images: Float32Array) =>
    new Float32Array((images.length / 3072) * classes);
  it.each([
    ['too few classes', rowsOf(5), 'values'],
    ['too many classes', rowsOf(20), 'values'],
    ['an array', () => [1, 2], 'found Array'],
    ['nothing', () => undefined, 'found undefined'],
  ])('whose function gives %s is refused, remembered or not', async (_, logitsOf, found) => {
    for (const identity of [undefined, 'refused']) {
      const message = await of({ logitsOf, ...(identity ? { identity } : {}) });
      expect(message).toMatch(/expected a Float32Array of \d+ x 10 logits for \d+ images/);
      expect(message).toContain(found);
    }
  });
  it('must have the classes of the images', async () => {
    const five = modelOf(through(conv()), 5);
    expect(await of(five)).toContain('expected logits of the 10 classes of the images, found 5');
    five.dispose();
  });
  it('may be frozen and have regularisers: nobody trains it', async () => {
    const teacher = modelOf(through(conv({ kernelRegularizer: 'l1l2' })));
    teacher.trainable = false;
    expect(await of(teacher)).toBe('nothing');
    teacher.dispose();
  });
  it('must be a model or hold a function, and somebody must learn from it', async () => {
    expect(await of('teacher-original-166cd6ac-s0')).toContain(
      'belongs in the recipe\'s "teacher"',
    );
    expect(await of(() => new Float32Array(10))).toContain('wrap a function as { logitsOf }');
    const unused = { logitsOf: () => new Float32Array(10) };
    expect(await said({ teacher: unused })).toContain('the loss learns from labels alone');
  });
});

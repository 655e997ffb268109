import type { tf } from '../engine/tensorflow';

/**
 * Holds that a model takes the images of training and answers with one number a class.
 * @param name what messages call it
 * @throws with what it takes or gives instead; whether it is a model at all, the engine says
 */
export function requireImageModel(model: tf.LayersModel, name: string): void {
  const input = model.inputs?.[0]?.shape.slice(1).join('x');
  if (input !== undefined && input !== '32x32x3') {
    throw new Error(`${name}: expected an input of 32x32x3, found ${input}`);
  }
  const output = model.outputs?.[0]?.shape;
  if (output !== undefined && output.length !== 2) {
    throw new Error(
      `${name}: expected an output of [batch, classes], found ${output.length} dimensions; end with ` +
        'globalAveragePooling2d and a dense layer',
    );
  }
}

const penalties = [
  'kernelRegularizer',
  'biasRegularizer',
  'activityRegularizer',
  'gammaRegularizer',
  'betaRegularizer',
  'kernelConstraint',
  'biasConstraint',
  'gammaConstraint',
  'betaConstraint',
] as const;

/**
 * Holds that training heeds all that a model asks of it.
 * @param name what messages call it
 * @throws when the whole model is frozen, or a layer has a regulariser or constraint, which the engine does not know
 */
export function requireTrainable(model: tf.LayersModel, name: string): void {
  if (model.trainable === false) {
    throw new Error(
      `${name} is frozen (model.trainable is false); freeze layers by layer.trainable instead`,
    );
  }
  for (const layer of model.layers ?? []) {
    const config = layer.getConfig();
    const ignored = penalties.find((penalty) => (config[penalty] ?? null) !== null);
    if (ignored === undefined) continue;
    throw new Error(
      `${name}: layer "${layer.name}" has a ${ignored}, which the engine would ignore; leave it out (weight decay ` +
        "is the recipe's optimizer.weightDecay)",
    );
  }
}

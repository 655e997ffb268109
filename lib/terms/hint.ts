import { flat, layerPairSetting, sameSize } from './feature-maps';
import { method } from './term';

/**
 * Hint of a middle layer: mean over positions and channels of (r(F_s) - F_t)², where r is a 1x1 convolution
 * with bias that is trained along and takes the student's channels to the teacher's.
 *
 * Source: Romero et al. (2015), FitNets: Hints for Thin Deep Nets, equation 3, with a mean in place of half the
 * sum. The paper trains it as a stage of its own: see `startFrom` in lib/recipes/recipe.ts.
 */
export const hint = method('hint', layerPairSetting.shape, (layers) => ({
  name: 'hint',
  needs: { studentLayers: [layers.student], teacherLayers: [layers.teacher] },
  traceable: true,
  ownWeights: (shapes) => {
    const [from, to] = [
      channels(shapes.student(layers.student)),
      channels(shapes.teacher(layers.teacher)),
    ];
    return {
      kernel: { shape: [from, to], fanIn: from },
      bias: { shape: [to], fanIn: from },
    };
  },
  perExample: ({ studentFeature, teacherFeature }, { kernel, bias }) => {
    if (kernel === undefined || bias === undefined)
      throw new Error('hint: its own weights are missing');
    const [student, teacher] = sameSize(
      studentFeature(layers.student),
      teacherFeature(layers.teacher),
    );
    const positions = student.reshape([-1, channels(student.shape)]);
    const projected = positions.matMul(kernel).add(bias).reshape(teacher.shape);
    return flat(projected.sub(teacher).square()).mean(1);
  },
}));

function channels(shape: readonly number[]): number {
  return shape.at(-1) ?? 0;
}

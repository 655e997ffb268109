import { plainView } from '../data/augmentation';
import { permutation } from '../random/permutation';
import { randomStream } from '../random/stream';
import type { Recipe } from '../recipes/recipe';
import type { Dataset } from './dataset';
import { ANSWER_SEED, shuffleWrongClasses } from './shuffled-answers';
import type { Teacher } from './teacher';
import { batchOf, type WantedViews } from './teacher-logits';

/** Which images, and in which views. */
type Places = Pick<WantedViews, 'indices' | 'views'>;

interface Altered {
  readonly recipe: Recipe;
  readonly dataset: Dataset;
}

/**
 * A teacher whose answers are altered as the recipe says: controls that take away what a teacher knows, and mistakes
 * that are easily made. Training mode and raw images concern how the teacher computes; see `openTeacher`.
 */
export function alteredTeacher(teacher: Teacher, altered: Altered): Teacher {
  const { augmentation, teacherAnswers } = altered.recipe;
  switch (teacherAnswers) {
    case 'wrong-classes-shuffled':
      return withWrongClassesShuffled(teacher, altered.dataset);
    case 'of-the-plain-image': {
      if (augmentation === undefined) return teacher;
      const plain = plainView(augmentation);
      return asking(teacher, altered, ({ indices, views }) => ({
        indices,
        views: views?.map(() => plain),
      }));
    }
    case 'of-another-image': {
      const count = altered.dataset.training.labels.length;
      const other = permutation(randomStream(ANSWER_SEED, 'teacher-answers'), count);
      return asking(teacher, altered, ({ indices, views }) => ({
        indices: indices.map((index) => other[index] as number),
        views,
      }));
    }
    default:
      return teacher;
  }
}

/** A teacher that is asked about other places than those that the student sees. */
function asking(
  { answers, remember, ...rest }: Teacher,
  { recipe: { augmentation }, dataset }: Altered,
  moved: (places: Places) => Places,
): Teacher {
  const set = dataset.training;
  return {
    ...rest,
    answers: (batch) =>
      answers(batchOf({ set, augmentation, ...moved(batch) }, [...batch.indices.keys()])),
    ...(remember
      ? { remember: (wanted, onDone) => remember({ ...wanted, ...moved(wanted) }, onDone) }
      : {}),
  };
}

function withWrongClassesShuffled(teacher: Teacher, { training: { labels } }: Dataset): Teacher {
  return {
    ...teacher,
    answers: (batch) => {
      const answered = teacher.answers(batch);
      const teacherLogits = shuffleWrongClasses(answered.teacherLogits, batch.indices, labels);
      return { ...answered, teacherLogits };
    },
  };
}

import { describe, expect, it } from 'vitest';
import { formulaImages, formulaParameter } from './formula';
import student from './student.json';
import teacher from './teacher.json';

describe('the golden formula', () => {
  for (const [name, golden] of Object.entries({ student, teacher })) {
    it(`fills the ${name} with the same bits as Python`, () => {
      golden.parameters.forEach((parameter, number) => {
        const first = formulaParameter(number, parameter).subarray(0, 5);
        expect(Array.from(first), parameter.name).toEqual(
          Array.from(Float32Array.from(parameter.first)),
        );
      });
    });
    it(`makes the ${name}'s input with the same bits as Python`, () => {
      const first = formulaImages(golden.inputStream, golden.batch).subarray(0, 5);
      expect(Array.from(first)).toEqual(Array.from(Float32Array.from(golden.inputFirst)));
    });
  }
  it('counts the parameters of both networks', () => {
    const count = (golden: typeof student): number =>
      golden.parameters.reduce(
        (sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1),
        0,
      );
    expect(count(student)).toBe(106_826);
    expect(count(teacher)).toBe(4_664_970);
  });
});

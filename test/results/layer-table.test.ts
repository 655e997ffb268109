import { describe, expect, it } from 'vitest';
import { layerTable } from '../../lib/results/layer-table';

describe('layerTable', () => {
  it('lists the layers with weights and sums them: 3·3·3·16 + 16 parameters in the first', () => {
    const { name, rows } = layerTable('student');
    expect(name).toBe('student-layers');
    expect(rows[0]).toEqual({
      layer: 'conv1',
      kind: 'convolution',
      output: '32 × 32 × 16',
      parameters: 448,
      multiplyAdds: 442_368, // 32 · 32 · 432
    });
    expect(rows.at(-1)).toMatchObject({ layer: 'all', parameters: 106_826 });
  });
});

import type { Peer } from './peer-process';

/**
 * Several peers as one: each does the whole block, all at once. Seconds are the slowest one's, images
 * and memory those of all together.
 */
export function peerGroup(peers: readonly Peer[]): Peer {
  const [first] = peers;
  if (first === undefined) throw new RangeError('peerGroup: expected at least one peer, got none');
  const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
  return {
    description: first.description,
    block: async (request) => {
      const blocks = await Promise.all(peers.map((peer) => peer.block(request)));
      const losses = blocks.map(({ loss }) => loss);
      return {
        seconds: Math.max(...blocks.map(({ seconds }) => seconds)),
        images: sum(blocks.map(({ images }) => images)),
        loss: losses.includes(null) ? null : sum(losses as number[]) / losses.length,
      };
    },
    peakMegabytes: async () => sum(await Promise.all(peers.map((peer) => peer.peakMegabytes()))),
    processorSeconds: () => {
      const each = peers.map((peer) => peer.processorSeconds());
      return each.includes(undefined) ? undefined : sum(each as number[]);
    },
    close: async () => {
      await Promise.all(peers.map((peer) => peer.close()));
    },
  };
}

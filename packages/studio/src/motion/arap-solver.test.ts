import { describe, expect, it } from 'vitest';
import { createPicture } from '../pixels/picture.ts';
import { ArapSolver } from './arap-solver.ts';
import { measureStrain } from './mesh-strain.ts';
import { meshPart } from './part-mesh.ts';
import type { PartMesh } from './part-mesh.ts';

const LENGTH = 200;
const THICKNESS = 40;

/** An arm: a bar from left to right. */
function bar(): PartMesh {
  const texture = createPicture(LENGTH, THICKNESS);
  texture.rgba.fill(255);
  return meshPart({ name: 'leftArm', texture, left: 0, top: 0 }, 10);
}

function unstretched(mesh: PartMesh): Float64Array {
  return Float64Array.from({ length: mesh.vertexCount * 3 }, (_, i) => (i % 3 === 1 ? 0 : 1));
}

describe('ArapSolver', () => {
  it('turns and moves a mesh as one piece when a few of its vertices are', () => {
    const mesh = bar();
    const targets = new Float64Array(mesh.vertexCount * 2);
    const holds = new Float64Array(mesh.vertexCount);
    for (let i = 0; i < mesh.vertexCount; i++) {
      const x = mesh.rest[i * 2] ?? 0;
      const y = mesh.rest[i * 2 + 1] ?? 0;
      holds[i] = x < 30 || x > 170 ? 6 : 0.05;
      targets[i * 2] = 300 - y;
      targets[i * 2 + 1] = 50 + x;
    }
    const out = new Float64Array(mesh.vertexCount * 2);
    new ArapSolver(mesh, holds).solve(targets, unstretched(mesh), 3, out);
    for (const [at, value] of out.entries()) expect(value).toBeCloseTo(targets[at] ?? 0, 6);
  });

  it('bends an arm by 60 degrees either way without turning a triangle over', () => {
    const mesh = bar();
    const holds = new Float64Array(mesh.vertexCount);
    const targets = new Float64Array(mesh.vertexCount * 2);
    const out = new Float64Array(mesh.vertexCount * 2);
    for (let degrees = -60; degrees <= 60; degrees += 15) {
      const cos = Math.cos((degrees * Math.PI) / 180);
      const sin = Math.sin((degrees * Math.PI) / 180);
      for (let i = 0; i < mesh.vertexCount; i++) {
        const dx = (mesh.rest[i * 2] ?? 0) - LENGTH / 2;
        const dy = (mesh.rest[i * 2 + 1] ?? 0) - THICKNESS / 2;
        holds[i] = Math.abs(dy) < 12 && Math.abs(dx) > 20 ? 6 : 0.05;
        targets[i * 2] = dx > 0 ? dx * cos - dy * sin : dx;
        targets[i * 2 + 1] = dx > 0 ? dx * sin + dy * cos : dy;
      }
      new ArapSolver(mesh, holds).solve(targets, unstretched(mesh), 4, out);
      const strain = measureStrain(mesh, Float32Array.from(out));
      expect(strain.flippedCount).toBe(0);
      expect(strain.badCount / strain.triangleCount).toBeLessThan(0.06);
    }
  });
});

/**
 * Solves A · x = b for a symmetric positive definite A by Cholesky's
 * decomposition A = L · Lᵀ.
 *
 * @param options - `matrix`: A in rows of `size`, of which the lower triangle
 * is read and overwritten by L; `vector`: b, overwritten by x
 * @returns `undefined`, or the index of the row at which A was found not to be
 * positive definite (a column that others explain, or one without variation)
 */
export function solveCholesky(options: {
  matrix: Float64Array;
  vector: Float64Array;
  size: number;
}): number | undefined {
  const { matrix, vector, size } = options;
  for (let row = 0; row < size; row++) {
    const start = row * size;
    const diagonal = matrix[start + row];
    for (let column = 0; column <= row; column++) {
      const other = column * size;
      let sum = matrix[start + column];
      for (let inner = 0; inner < column; inner++) {
        sum -= matrix[start + inner] * matrix[other + inner];
      }
      if (column < row) {
        matrix[start + column] = sum / matrix[other + column];
      } else if (sum > 1e-13 * diagonal) {
        matrix[start + row] = Math.sqrt(sum);
      } else {
        return row;
      }
    }
  }
  for (let row = 0; row < size; row++) {
    let sum = vector[row];
    for (let inner = 0; inner < row; inner++) {
      sum -= matrix[row * size + inner] * vector[inner];
    }
    vector[row] = sum / matrix[row * size + row];
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = vector[row];
    for (let inner = row + 1; inner < size; inner++) {
      sum -= matrix[inner * size + row] * vector[inner];
    }
    vector[row] = sum / matrix[row * size + row];
  }
  return undefined;
}

package nvae.training.fid;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Fréchet distance of two Gaussians, |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)) (Dowson and Landau, 1982), which is the Fréchet
 * Inception Distance (Heusel et al., 2017) where features are Inception's.
 *
 * <p>C1 C2 is not symmetric, but has the eigenvalues of the symmetric S C2 S with S = C1^(1/2): two symmetric eigen-decompositions give the
 * trace, with no complex numbers and for singular covariances too.
 */
public final class FrechetDistance {
    private FrechetDistance() {}

    /**
     * The distance, 0 or more.
     *
     * @throws IllegalArgumentException if the features are not equally many, or not all finite
     */
    public static double between(FeatureStatistics a, FeatureStatistics b) {
        if (a.dimensions() != b.dimensions()) {
            throw new IllegalArgumentException("features of " + a.dimensions() + " and of " + b.dimensions() + " numbers cannot be compared");
        }
        double means = 0;
        for (int i = 0; i < a.dimensions(); i++) {
            double difference = a.mean()[i] - b.mean()[i];
            means += difference * difference;
        }
        double traces = CommonOps_DDRM.trace(a.covariance()) + CommonOps_DDRM.trace(b.covariance());
        if (!Double.isFinite(means + traces)) {
            throw new IllegalArgumentException("some features are not finite");
        }
        DMatrixRMaj root = root(a.covariance());
        DMatrixRMaj product = product(product(root, b.covariance()), root);
        double cross = 0;
        for (double eigenvalue : eigenvalues(decomposed(symmetric(product), false))) {
            cross += Math.sqrt(Math.max(0, eigenvalue));
        }
        return Math.max(0, means + traces - 2 * cross);
    }

    /** The symmetric square root of a covariance; eigenvalues that rounding has made negative count as zero. */
    private static DMatrixRMaj root(DMatrixRMaj covariance) {
        int d = covariance.numRows;
        EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(covariance.copy(), true);
        DMatrixRMaj vectors = new DMatrixRMaj(d, d);
        DMatrixRMaj scaled = new DMatrixRMaj(d, d);
        double[] values = eigenvalues(eigen);
        for (int column = 0; column < d; column++) {
            double scale = Math.sqrt(Math.max(0, values[column]));
            for (int row = 0; row < d; row++) {
                double component = eigen.getEigenVector(column).get(row);
                vectors.set(row, column, component);
                scaled.set(row, column, component * scale);
            }
        }
        DMatrixRMaj root = new DMatrixRMaj(d, d);
        CommonOps_DDRM.multTransB(scaled, vectors, root);
        return root;
    }

    private static EigenDecomposition_F64<DMatrixRMaj> decomposed(DMatrixRMaj symmetric, boolean vectors) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(symmetric.numRows, vectors, true);
        if (!eigen.decompose(symmetric)) {
            throw new IllegalStateException("the eigen-decomposition of a covariance did not converge");
        }
        return eigen;
    }

    private static double[] eigenvalues(EigenDecomposition_F64<DMatrixRMaj> eigen) {
        double[] values = new double[eigen.getNumberOfEigenvalues()];
        for (int i = 0; i < values.length; i++) {
            values[i] = eigen.getEigenvalue(i).real;
        }
        return values;
    }

    private static DMatrixRMaj product(DMatrixRMaj left, DMatrixRMaj right) {
        DMatrixRMaj product = new DMatrixRMaj(left.numRows, right.numCols);
        CommonOps_DDRM.mult(left, right, product);
        return product;
    }

    /** Takes away what rounding has made unequal. */
    private static DMatrixRMaj symmetric(DMatrixRMaj matrix) {
        DMatrixRMaj transposed = CommonOps_DDRM.transpose(matrix, null);
        DMatrixRMaj mean = new DMatrixRMaj(matrix.numRows, matrix.numCols);
        CommonOps_DDRM.add(0.5, matrix, 0.5, transposed, mean);
        return mean;
    }
}

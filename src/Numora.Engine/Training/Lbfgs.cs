namespace Numora.Engine.Training;

/// <summary>
/// Minimises a smooth function by limited-memory BFGS (J. Nocedal, S. Wright, Numerical Optimization,
/// algorithm 7.5). The same start gives the same end: nothing is drawn at random.
/// </summary>
internal static class Lbfgs
{
    const int Memory = 8;
    const int MostSteps = 200;
    const int MostTries = 30;
    const double SufficientDecrease = 1e-4;
    const double LessSteep = 0.9;
    const double SmallGradient = 1e-5;

    /// <param name="function">Value at a point; writes the gradient.</param>
    public static double[] Minimise(double[] start, Func<double[], double[], double> function)
    {
        var x = (double[])start.Clone();
        var gradient = new double[x.Length];
        var value = function(x, gradient);
        var pairs = new LinkedList<(double[] S, double[] Y, double Rho)>();
        for (var step = 0; step < MostSteps && Math.Sqrt(Dot(gradient, gradient)) > SmallGradient; step++)
        {
            var direction = Direction(gradient, pairs);
            var slope = Dot(gradient, direction);
            var (next, nextGradient, nextValue) = Search(function, x, value, direction, slope);
            if (!(nextValue < value))
                break;
            Remember(pairs, Minus(next, x), Minus(nextGradient, gradient));
            (x, gradient, value) = (next, nextGradient, nextValue);
        }

        return x;
    }

    /// <summary>
    /// A step that is short enough to go down as the slope promises, and long enough that the slope has become less steep
    /// (the Wolfe conditions): halved until the first holds, else doubled while the second does not.
    /// </summary>
    static (double[] Next, double[] Gradient, double Value) Search(
        Func<double[], double[], double> function, double[] x, double value, double[] direction, double slope)
    {
        var length = 1.0;
        var best = At(length);
        for (var i = 0; i < MostTries && !(best.Value <= value + SufficientDecrease * length * slope); i++)
            best = At(length /= 2);
        for (var i = 0; i < MostTries && length >= 1 && Dot(best.Gradient, direction) < LessSteep * slope; i++)
        {
            var farther = At(length * 2);
            if (!(farther.Value <= value + SufficientDecrease * length * 2 * slope))
                break;
            (best, length) = (farther, length * 2);
        }

        return best;

        (double[] Next, double[] Gradient, double Value) At(double step)
        {
            double[] next = [.. x.Select((v, k) => v + step * direction[k])];
            var gradient = new double[x.Length];
            return (next, gradient, function(next, gradient));
        }
    }

    static void Remember(LinkedList<(double[] S, double[] Y, double Rho)> pairs, double[] s, double[] y)
    {
        if (Dot(s, y) is not (> 1e-12 and var curvature))
            return;
        pairs.AddLast((s, y, 1 / curvature));
        if (pairs.Count > Memory)
            pairs.RemoveFirst();
    }

    static double[] Direction(double[] gradient, LinkedList<(double[] S, double[] Y, double Rho)> pairs)
    {
        var q = gradient.Select(g => -g).ToArray();
        var alphas = new Stack<double>();
        for (var node = pairs.Last; node is not null; node = node.Previous)
        {
            var (s, y, rho) = node.Value;
            var alpha = rho * Dot(s, q);
            alphas.Push(alpha);
            AddTo(q, y, -alpha);
        }

        if (pairs.Last is { Value: var last })
        {
            var scale = 1 / (last.Rho * Dot(last.Y, last.Y));
            for (var i = 0; i < q.Length; i++)
                q[i] *= scale;
        }

        foreach (var (s, y, rho) in pairs)
            AddTo(q, s, alphas.Pop() - rho * Dot(y, q));
        return q;
    }

    static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    static double[] Minus(double[] a, double[] b) => [.. a.Select((v, i) => v - b[i])];

    static void AddTo(double[] sum, double[] part, double factor)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] += factor * part[i];
    }
}

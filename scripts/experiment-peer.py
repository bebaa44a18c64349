"""What npm run experiment computes of the bench's rows, as an analyst writes it with pandas and scipy.

python experiment-peer.py ROWS.csv  ->  one JSON line. Needs pandas and scipy.
"""
import json
import resource
import sys
import time

import numpy as np
import pandas as pd
from scipy import stats

started = time.perf_counter()
rows = pd.read_csv(sys.argv[1])
users = rows if rows["user_id"].is_unique else rows.groupby("user_id", as_index=False).agg(
    {"variant": "first", "converted": "max", "revenue": "sum", "revenue_before": "max"}
)
sizes = users["variant"].value_counts()
mismatch = stats.chisquare(sizes.to_numpy()).pvalue
control, treatment = (users[users["variant"] == arm] for arm in ("control", "treatment"))


def compare(a, b):
    """Welch's test with its interval, and the relative lift by the delta method."""
    va, vb = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
    test = stats.ttest_ind(b, a, equal_var=False)
    low, high = test.confidence_interval(0.95)
    lift = b.mean() / a.mean()
    error = np.sqrt(vb + lift**2 * va) / a.mean()
    return {
        "difference": b.mean() - a.mean(), "low": low, "high": high, "pValue": test.pvalue,
        "lift": lift - 1, "liftError": error, "skewness": [float(stats.skew(a)), float(stats.skew(b))],
    }


def adjust(a, b):
    """CUPED: what the time before explains is taken out of both arms."""
    both = np.concatenate([a["revenue_before"], b["revenue_before"]])
    cov = sum(np.cov(arm["revenue"], arm["revenue_before"])[0, 1] * (len(arm) - 1) for arm in (a, b))
    var = sum(arm["revenue_before"].var(ddof=1) * (len(arm) - 1) for arm in (a, b))
    theta = cov / var
    return compare(*(arm["revenue"] - theta * (arm["revenue_before"] - both.mean()) for arm in (a, b)))


report = {
    "users": {arm: int(n) for arm, n in sizes.items()},
    "mismatch": mismatch,
    "converted": compare(control["converted"], treatment["converted"]),
    "revenue": compare(control["revenue"], treatment["revenue"]),
    "revenueAdjusted": adjust(control, treatment),
    "seconds": round(time.perf_counter() - started, 3),
    "cpuSeconds": round(time.process_time(), 3),
    "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
}
print(json.dumps(report, default=float))

// In the place of `performance.now()`, for which Node loads all of perf_hooks.
export const monotonicMilliseconds = () => Number(process.hrtime.bigint()) / 1e6;

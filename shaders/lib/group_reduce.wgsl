// Tree reductions over one workgroup of GROUP_SIZE invocations (a power of two that the kernel declares as a const).
// All invocations must call them together, and all get the result. The order of the sums is fixed.

var<workgroup> group_values: array<f32, GROUP_SIZE>;

fn group_sum(thread: u32, value: f32) -> f32 {
  group_values[thread] = value;
  workgroupBarrier();
  for (var reach = GROUP_SIZE / 2; reach > 0; reach /= 2) {
    if (thread < reach) {
      group_values[thread] += group_values[thread + reach];
    }
    workgroupBarrier();
  }
  let total = group_values[0];
  workgroupBarrier();
  return total;
}

fn group_max(thread: u32, value: f32) -> f32 {
  group_values[thread] = value;
  workgroupBarrier();
  for (var reach = GROUP_SIZE / 2; reach > 0; reach /= 2) {
    if (thread < reach) {
      group_values[thread] = max(group_values[thread], group_values[thread + reach]);
    }
    workgroupBarrier();
  }
  let largest = group_values[0];
  workgroupBarrier();
  return largest;
}

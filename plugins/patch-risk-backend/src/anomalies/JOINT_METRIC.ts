/** Stands for the metrics of a device together; no sender may use it. */
export const JOINT_METRIC = 'joint state';

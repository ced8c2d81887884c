"""Case files: what one holds, reading them, and what can be wrong in one."""

"""Drawing and marking multiple-choice papers. Pure."""

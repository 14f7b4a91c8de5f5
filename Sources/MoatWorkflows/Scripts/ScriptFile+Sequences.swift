extension ScriptFile {
  /// What the file runs.
  package var sequences: [ScriptSequence] { [] }
}

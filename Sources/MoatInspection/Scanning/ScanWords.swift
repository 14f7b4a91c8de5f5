/// Words of Rust source that the scanner stops at, beyond the roots of paths.
enum ScanWord: Int, CaseIterable {
  case unsafe, extern, `let`
  case env, assembly
  case certificateMethod, certificateSwitch, certificateTrait
  case mode, climb
  case time
  case glue

  /// The words as they are written, by what they are.
  private static let spellings: [(ScanWord, [String])] = [
    (.unsafe, ["unsafe"]), (.extern, ["extern"]), (.let, ["let"]),
    (.env, ["env", "option_env"]),
    (.assembly, ["asm", "global_asm", "naked_asm", "llvm_asm"]),
    (.certificateMethod, CapabilityTable.certificateMethods),
    (.certificateSwitch, CapabilityTable.certificateSwitches),
    (.certificateTrait, ["ServerCertVerifier"]),
    (.mode, ["set_mode", "mode", "from_mode"]),
    (.climb, ["parent", "ancestors", "pop"]),
    (
      .time,
      [
        "SystemTime", "UNIX_EPOCH", "Utc", "OffsetDateTime", "Local", "clock_gettime", "timestamp",
        "timestamp_millis", "unix_timestamp", "as_secs", "as_millis", "gettimeofday",
      ]
    ),
    (
      .glue,
      [
        "push", "push_str", "to_string", "to_owned", "String", "from", "into", "concat", "extend",
        "as_str", "write_str", "insert_str", "vec", "format", "str", "join", "clone", "as_bytes",
        "extend_from_slice", "collect", "iter", "char", "b", "add", "write", "unwrap",
      ]
    ),
  ]

  static let table = WordTable(
    spellings.flatMap { word, texts in texts.map { ($0, word.rawValue) } })
}

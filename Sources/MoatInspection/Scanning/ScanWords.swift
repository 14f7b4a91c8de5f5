import MoatRust

/// Words of Rust source that the scanner stops at, beyond the roots of paths.
enum ScanWord: Int, CaseIterable {
  case unsafe, extern, `let`
  case env, assembly
  case certificateMethod, certificateSwitch, certificateTrait
  case mode, climb
  case time, date
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
    (.date, ["from_ymd_opt", "from_ymd", "with_ymd_and_hms", "from_calendar_date"]),
  ]

  static let table = WordTable(
    spellings.flatMap { word, texts in texts.map { ($0, word.rawValue) } })

  /// Everything that the scanner stops at: those words, literals, arrays, attributes, and numbers that may
  /// be moments.
  static let stops = TokenFilter(
    names: spellings.flatMap(\.1), punctuation: "[#^",
    kinds: [
      .string, .rawString, .byteString, .rawByteString, .cString, .rawCString, .character, .byte,
    ], longIntegers: true)

  /// For files of every package, where no names are asked for.
  static let interest = TokenInterest(wanted: NameSet(), stops: stops)

  /// Words that do no more than join texts, between two of them; the number is 1 for those that can
  /// stand in statements of their own.
  static let glue = WordTable(
    [
      "to_string", "to_owned", "String", "from", "into", "concat", "as_str", "vec", "format", "str",
      "join", "clone", "as_bytes", "collect", "iter", "char", "b", "add", "unwrap",
    ].map { ($0, 0) }
      + ["push", "push_str", "extend", "extend_from_slice", "insert_str", "write_str", "write"]
      .map { ($0, 1) })
}

/// What a file is scanned with and that knows nothing of it: one file after the other uses the same memory.
struct ScanTools: ~Copyable {
  var literals = LiteralScanner()
  var payloads = PayloadReader()
  var pieces = PieceRun()
  /// The numbers of the array that is being read, as far as they are bytes.
  var numbers: [UInt8] = []
  /// The literal that is being read, escapes undone.
  var literal: [UInt8] = []
}

import Glibc
import MoatFuzzParsers

/// Named by `MOAT_FUZZ_PARSER`; anything else fails at once.
private let parser: FuzzParser = {
  guard let name = getenv("MOAT_FUZZ_PARSER"),
    let parser = FuzzParser(rawValue: String(cString: name))
  else {
    fatalError("set MOAT_FUZZ_PARSER to one of \(FuzzParser.allCases.map(\.rawValue))")
  }
  return parser
}()

/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  parser.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

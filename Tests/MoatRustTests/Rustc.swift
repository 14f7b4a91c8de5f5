import Foundation
import MoatRust
import MoatTestSupport
import Testing

/// The real rustc, asked for its tokens: each file is the argument of a procedural macro, which writes
/// the byte range of each token it gets.
struct Rustc: Sendable {
  struct Span: Hashable { let lower, upper: Int }

  private static let path: String? = Tool(named: "rustc")?.path

  static var isPresent: Bool { path != nil }

  private let executable: String
  private let folder: URL
  private let edition: RustEdition

  /// Compiles the macro in a fresh folder, which ``remove()`` removes.
  init(edition: RustEdition) throws {
    executable = try #require(Self.path)
    self.edition = edition
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-rustc-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(Self.macro.utf8).write(to: folder.appendingPathComponent("spans.rs"))
    try run(["--crate-type", "proc-macro", "spans.rs", "-o", "libspans.so"])
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// For each text its tokens in order, or nil where rustc refuses it. Offsets are those of the text
  /// with `\n` for each `\r\n`.
  func spans(of texts: [ArraySlice<UInt8>]) throws -> [[Span]?] {
    var all = [[Span]?](repeating: nil, count: texts.count)
    try read(texts, texts.indices, into: &all)
    return all
  }

  /// A text that ends rustc at once takes others with it, so what is missing is tried again in halves.
  private func read(
    _ texts: [ArraySlice<UInt8>], _ range: Range<Int>, into all: inout [[Span]?]
  ) throws {
    guard !range.isEmpty else { return }
    var root = ""
    for index in range {
      let file = folder.appendingPathComponent("f\(index).rs")
      let opening = Self.opening(index)
      try Data(Array(opening.utf8) + texts[index] + Array("\n}".utf8)).write(to: file)
      root += "mod f\(index);\n"
    }
    try Data(root.utf8).write(to: folder.appendingPathComponent("root.rs"))
    try run([
      "--crate-type", "lib", "--emit=metadata", "--extern", "spans=libspans.so", "root.rs",
      "-o", "root.rmeta",
    ])
    var missing: [Int] = []
    for index in range {
      let file = folder.appendingPathComponent("\(index).spans")
      guard let data = try? Data(contentsOf: file) else {
        missing.append(index)
        continue
      }
      all[index] = Self.spans([UInt8](data), after: Self.opening(index).utf8.count)
    }
    guard !missing.isEmpty, range.count > 1 else { return }
    let middle = (range.lowerBound + range.upperBound) / 2
    for half in [range.lowerBound..<middle, middle..<range.upperBound] {
      let left = half.filter { all[$0] == nil }
      // Those that are alone need no second look once the others are there.
      if let first = left.first, let last = left.last {
        try read(texts, first..<(last + 1), into: &all)
      }
    }
  }

  private static func opening(_ index: Int) -> String { "spans::spans!{\(index)\n" }

  /// Pairs of numbers, from the start of the text.
  private static func spans(_ bytes: [UInt8], after opening: Int) -> [Span] {
    func number(_ place: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << ($1 * 8) } - opening
    }
    return stride(from: 0, to: bytes.count - 7, by: 8).map {
      Span(lower: number($0), upper: number($0 + 4))
    }
  }

  private func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = ["--edition", "\(edition.rawValue)", "--cap-lints", "allow"] + arguments
    process.currentDirectoryURL = folder
    // Byte ranges of tokens are not in stable rustc.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["RUSTC_BOOTSTRAP": "1"]) { $1 }
    let log = folder.appendingPathComponent("log")
    try Data().write(to: log)
    // What rustc says of files it refuses is of no interest, unless it cannot compile the macro.
    process.standardError = try FileHandle(forWritingTo: log)
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent("libspans.so").path)
    else { throw Failure(log: (try? String(contentsOf: log, encoding: .utf8)) ?? "") }
  }

  struct Failure: Error { let log: String }

  private static let macro = """
    #![feature(proc_macro_span)]
    extern crate proc_macro;
    use proc_macro::{Delimiter, Span, TokenStream, TokenTree};

    fn put(span: Span, out: &mut Vec<u8>) {
        let range = span.byte_range();
        out.extend((range.start as u32).to_le_bytes());
        out.extend((range.end as u32).to_le_bytes());
    }

    fn walk(stream: TokenStream, out: &mut Vec<u8>) {
        let mut stack = vec![(stream.into_iter(), None)];
        while let Some((tokens, close)) = stack.last_mut() {
            match tokens.next() {
                None => {
                    if let Some(close) = close.take() { put(close, out); }
                    stack.pop();
                }
                Some(TokenTree::Group(group)) => {
                    let mut close = None;
                    if group.delimiter() != Delimiter::None {
                        put(group.span_open(), out);
                        close = Some(group.span_close());
                    }
                    stack.push((group.stream().into_iter(), close));
                }
                Some(token) => put(token.span(), out),
            }
        }
    }

    #[proc_macro]
    pub fn spans(input: TokenStream) -> TokenStream {
        let mut tokens = input.into_iter();
        let index = tokens.next().unwrap().to_string();
        let mut out = Vec::new();
        walk(tokens.collect(), &mut out);
        std::fs::write(format!("{index}.spans"), out).unwrap();
        TokenStream::new()
    }
    """
}

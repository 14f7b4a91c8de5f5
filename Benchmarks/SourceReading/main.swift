import Dispatch
import Glibc
import MoatRust

// Reads the Rust files that a list names, as far as it is told, and says what it saw.
//
// usage: source-reading tokens|structure|paths|lines LIST [THREADS]

/// The bytes of a file; empty where it cannot be read.
func contents(of path: String) -> [UInt8] {
  let file = open(path, O_RDONLY)
  guard file >= 0 else { return [] }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0 else { return [] }
  let size = Int(status.st_size)
  return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while count < size {
      let got = read(file, buffer.baseAddress?.advanced(by: count), size - count)
      guard got > 0 else { break }
      count += got
    }
  }
}

/// What one file has of what is counted.
func reading(_ bytes: [UInt8], _ mode: String) -> [Int] {
  switch mode {
  case "tokens":
    var lexer = Lexer()
    var count = 0
    while lexer.next(in: bytes.span) != nil { count += 1 }
    return [count]
  case "structure":
    return [RustSource(bytes: bytes).items.count]
  case "paths":
    var count = 0
    RustSource(bytes: bytes).forEachPath { _ in count += 1 }
    return [count]
  default:
    let lines = LineClassifier(RustSource(bytes: bytes))
    return [.code, .test, .comment, .blank].map { lines.count($0) }
  }
}

func run() {
  let arguments = CommandLine.arguments
  guard arguments.count > 2 else { return print("usage: \(arguments[0]) MODE LIST [THREADS]") }
  let mode = arguments[1]
  let files = String(decoding: contents(of: arguments[2]), as: UTF8.self)
    .split(separator: "\n").map(String.init)
  let threads = arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1
  let results = UnsafeMutableBufferPointer<[Int]>.allocate(capacity: threads)
  results.initialize(repeating: [])
  nonisolated(unsafe) let places = results
  DispatchQueue.concurrentPerform(iterations: threads) { thread in
    var sums: [Int] = []
    for index in stride(from: thread, to: files.count, by: threads) {
      let counts = reading(contents(of: files[index]), mode)
      if sums.isEmpty {
        sums = counts
      } else {
        for place in counts.indices { sums[place] += counts[place] }
      }
    }
    places[thread] = sums
  }
  let sums = results.reduce(into: [Int]()) { sums, row in
    if sums.isEmpty { sums = row } else { for place in row.indices { sums[place] += row[place] } }
  }
  print(mode, files.count, sums.map(String.init).joined(separator: " "))
}

run()

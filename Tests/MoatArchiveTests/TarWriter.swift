/// Writes tar archives, right ones and wrong ones: every field can be set to anything.
struct TarWriter {
  private(set) var bytes: [UInt8] = []

  /// A header as Cargo writes it, unless told otherwise.
  struct Header {
    var name: [UInt8]
    var type = UInt8(ascii: "0")
    var mode = "0000644\0"
    var owner = [UInt8]("0000000\0".utf8)
    var size: [UInt8]
    var modified = "10461020230\0"
    var linkName: [UInt8] = []
    var magic = "ustar  \0"
    var prefix: [UInt8] = []
    /// Added to the right checksum.
    var checksumError = 0

    init(_ name: String, size: Int = 0) { self.init([UInt8](name.utf8), size: size) }

    init(_ name: [UInt8], size: Int = 0) {
      self.name = name
      self.size = [UInt8](TarWriter.octal(size, digits: 11).utf8)
    }

    var block: [UInt8] {
      var block = [UInt8](repeating: 0, count: 512)
      func put(_ bytes: some Collection<UInt8>, at offset: Int, width: Int) {
        for (index, byte) in bytes.prefix(width).enumerated() { block[offset + index] = byte }
      }
      put(name, at: 0, width: 100)
      put(mode.utf8, at: 100, width: 8)
      put(owner, at: 108, width: 8)
      put(owner, at: 116, width: 8)
      put(size, at: 124, width: 12)
      put(modified.utf8, at: 136, width: 12)
      put([UInt8](repeating: 0x20, count: 8), at: 148, width: 8)
      block[156] = type
      put(linkName, at: 157, width: 100)
      put(magic.utf8, at: 257, width: 8)
      put(prefix, at: 345, width: 167)
      let sum = block.reduce(0) { $0 + Int($1) } + checksumError
      put(TarWriter.octal(sum, digits: 7).utf8, at: 148, width: 8)
      return block
    }
  }

  /// Zeros in front, a NUL behind.
  static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text + "\0"
  }

  mutating func raw(_ bytes: some Sequence<UInt8>) { self.bytes += bytes }

  mutating func zeros(_ count: Int) { bytes += [UInt8](repeating: 0, count: count) }

  /// An entry: header, contents, padding.
  mutating func add(_ header: Header, _ contents: some Collection<UInt8> = [UInt8]()) {
    bytes += header.block
    bytes += contents
    zeros((512 - contents.count % 512) % 512)
  }

  /// A regular file as Cargo packs it.
  mutating func file(_ name: String, _ contents: String = "") {
    file([UInt8](name.utf8), contents)
  }

  mutating func file(_ name: [UInt8], _ contents: String = "") {
    if name.count > 100 { longName(name + [0]) }
    add(Header(name, size: contents.utf8.count), Array(contents.utf8))
  }

  mutating func folder(_ name: String) {
    var header = Header(name)
    header.type = UInt8(ascii: "5")
    header.mode = "0000755\0"
    add(header)
  }

  /// GNU's header with the name of the next entry.
  mutating func longName(_ contents: [UInt8], header name: String = "././@LongLink") {
    var header = Header(name, size: contents.count)
    header.type = UInt8(ascii: "L")
    add(header, contents)
  }

  mutating func pax(_ contents: some Collection<UInt8>, type: Character = "x") {
    var header = Header("PaxHeaders.0/x", size: contents.count)
    header.type = type.asciiValue ?? 0
    header.magic = "ustar\u{0}00"
    add(header, contents)
  }

  mutating func pax(_ key: String, _ value: String) { pax(Self.record(key, value).utf8) }

  /// One record with its own length in front.
  static func record(_ key: String, _ value: String) -> String {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count + 1
    while "\(length)".utf8.count + rest.utf8.count != length { length += 1 }
    return "\(length)\(rest)"
  }

  /// The two blocks at the end.
  mutating func end() { zeros(1_024) }
}

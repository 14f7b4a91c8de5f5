/// What the first bytes of a file say it is, whatever its name says.
///
/// A value proves only that the bytes begin like that. Sources of the numbers: the formats' own
/// documents, and file(1)'s table for the archives.
package enum FileMagic: String, CaseIterable, Hashable, Sendable {
  case elf = "ELF program or library"
  case portableExecutable = "Windows program or library"
  /// Declarations in the form of a library (https://learn.microsoft.com/en-us/uwp/winrt-cref/winmd-files).
  /// It may hold code all the same.
  case windowsMetadata = "Windows metadata (winmd)"
  case machO = "Mach-O program or library"
  case webAssembly = "WebAssembly module"
  case objectArchive = "library of object files"
  case coff = "COFF object file"
  case bitcode = "LLVM bitcode"
  case javaClass = "Java class"
  case dalvik = "Dalvik program"
  case gzip, xz, zstd, bzip2, lz4
  case zip
  case sevenZip = "7z"
  case rar, tar, cabinet
  case debianPackage = "Debian package"
  case rpm
  case script

  /// Whether a machine or an interpreter of byte code runs it as it is.
  package var isProgram: Bool {
    switch self {
    case .elf, .portableExecutable, .windowsMetadata, .machO, .webAssembly, .objectArchive, .coff,
      .bitcode,
      .javaClass, .dalvik:
      true
    default: false
    }
  }

  package var isArchive: Bool { !isProgram && self != .script }

  /// Reads the head of a file; nil for anything else.
  package init?(of bytes: [UInt8]) {
    self.init(of: bytes, 0, bytes.count)
  }

  /// Reads the bytes of a range as if they were a file.
  init?(of bytes: [UInt8], _ lower: Int, _ upper: Int) {
    let count = min(upper, bytes.count) - lower
    guard lower >= 0, count >= 4 else { return nil }
    func byte(_ offset: Int) -> UInt8 { offset < count ? bytes[lower + offset] : 0 }
    func starts(_ magic: [UInt8], at offset: Int = 0) -> Bool {
      guard offset + magic.count <= count else { return false }
      return magic.indices.allSatisfy { bytes[lower + offset + $0] == magic[$0] }
    }
    func word(_ offset: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(byte(offset + $1)) << (8 * $1) }
    }

    switch byte(0) {
    case 0x7F where starts([0x7F, 0x45, 0x4C, 0x46]): self = .elf
    case 0x4D where starts([0x4D, 0x5A]):
      // A text can begin with "MZ"; a program has its second header where the first one says, or says
      // that it cannot be run in DOS mode.
      let header = word(0x3C)
      guard count >= 64, header < count ? starts([0x50, 0x45, 0, 0], at: header) : header < 4096,
        header >= 4
      else { return nil }
      self = Self.isMetadata(bytes, lower, lower + count) ? .windowsMetadata : .portableExecutable
    case 0xFE where starts([0xFE, 0xED, 0xFA, 0xCE]) || starts([0xFE, 0xED, 0xFA, 0xCF]),
      0xCE where starts([0xCE, 0xFA, 0xED, 0xFE]), 0xCF where starts([0xCF, 0xFA, 0xED, 0xFE]):
      self = .machO
    case 0xCA where starts([0xCA, 0xFE, 0xBA, 0xBE]):
      // Shared by universal binaries, which count their parts there, and classes, which give their
      // version: 45 and more (https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html).
      let value = Int(byte(4)) << 24 | Int(byte(5)) << 16 | Int(byte(6)) << 8 | Int(byte(7))
      self = value < 45 ? .machO : .javaClass
    case 0x00 where starts([0x00, 0x61, 0x73, 0x6D]) && count >= 8: self = .webAssembly
    case 0x21 where starts(Array("!<arch>\n".utf8)):
      self = starts(Array("debian-binary".utf8), at: 8) ? .debianPackage : .objectArchive
    case 0x21 where starts(Array("!<thin>\n".utf8)): self = .objectArchive
    case 0x42 where starts([0x42, 0x43, 0xC0, 0xDE]), 0xDE where starts([0xDE, 0xC0, 0x17, 0x0B]):
      self = .bitcode
    case 0x64 where starts(Array("dex\n".utf8)): self = .dalvik
    case 0x1F where starts([0x1F, 0x8B, 0x08]) && count >= 18: self = .gzip
    case 0xFD where starts([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]): self = .xz
    case 0x28 where starts([0x28, 0xB5, 0x2F, 0xFD]): self = .zstd
    case 0x04 where starts([0x04, 0x22, 0x4D, 0x18]): self = .lz4
    case 0x42
    where starts(Array("BZh".utf8)) && starts([0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4):
      self = .bzip2
    case 0x50 where starts([0x50, 0x4B, 0x03, 0x04]) || starts([0x50, 0x4B, 0x05, 0x06]):
      self = .zip
    case 0x37 where starts([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]): self = .sevenZip
    case 0x52 where starts(Array("Rar!\u{1A}\u{7}".utf8)): self = .rar
    case 0x4D where starts(Array("MSCF".utf8) + [0, 0, 0, 0]): self = .cabinet
    case 0xED where starts([0xED, 0xAB, 0xEE, 0xDB]): self = .rpm
    case 0x23 where starts([0x23, 0x21]) && Self.isShebang(bytes, lower + 2, lower + count):
      self = .script
    default:
      if starts(Array("ustar".utf8), at: 257) {
        self = .tar
      } else if Self.isCOFF(machine: word(0) & 0xFFFF, sections: word(0) >> 16, symbols: word(8))
        && count >= 20
      {
        self = .coff
      } else {
        return nil
      }
    }
  }

  /// Whether a library says that it is made for the Windows Runtime, by the version in the root of its
  /// metadata (ECMA-335, partition II, 24.2.1).
  private static func isMetadata(_ bytes: [UInt8], _ lower: Int, _ upper: Int) -> Bool {
    let root = Array("BSJB".utf8)
    let version = Array("WindowsRuntime".utf8)
    // The version stands 16 bytes behind the root's signature.
    var offset = lower
    while offset + 16 + version.count <= upper {
      if bytes[offset] == root[0], bytes[offset..<offset + 4].elementsEqual(root) {
        return bytes[offset + 16..<offset + 16 + version.count].elementsEqual(version)
      }
      offset += 4
    }
    return false
  }

  /// Whether a path follows `#!`: an inner attribute of Rust, `#![…]`, does not count.
  private static func isShebang(_ bytes: [UInt8], _ lower: Int, _ upper: Int) -> Bool {
    var offset = lower
    while offset < upper, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
    return offset < upper && bytes[offset] == UInt8(ascii: "/")
  }

  /// The start of an object file as Microsoft's tools write it has no magic number: a machine, few
  /// sections and a symbol table (https://learn.microsoft.com/en-us/windows/win32/debug/pe-format).
  private static func isCOFF(machine: Int, sections: Int, symbols: Int) -> Bool {
    [0x014C, 0x8664, 0xAA64, 0x01C4].contains(machine) && (1..<4096).contains(sections)
      && (20..<(1 << 28)).contains(symbols)
  }
}

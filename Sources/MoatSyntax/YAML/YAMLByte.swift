/// What the bytes of YAML text are called in its grammar.
enum YAMLByte {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let backslash = UInt8(ascii: "\\")
  static let hash = UInt8(ascii: "#")
  static let colon = UInt8(ascii: ":")
  static let dash = UInt8(ascii: "-")
  static let question = UInt8(ascii: "?")
  static let comma = UInt8(ascii: ",")
  static let ampersand = UInt8(ascii: "&")
  static let asterisk = UInt8(ascii: "*")
  static let exclamation = UInt8(ascii: "!")
  static let percent = UInt8(ascii: "%")
  static let dot = UInt8(ascii: ".")
  static let bar = UInt8(ascii: "|")
  static let greater = UInt8(ascii: ">")
  static let less = UInt8(ascii: "<")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let plus = UInt8(ascii: "+")

  /// A space or a tab.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  /// A byte that ends a line or is the first of two that do.
  @inline(__always)
  static func isBreak(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

  /// One of `,[]{}`, which end plain text inside brackets and braces.
  @inline(__always)
  static func isFlowIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case comma, openBracket, closeBracket, openBrace, closeBrace: true
    default: false
    }
  }

  /// A character that plain text never starts with, `-`, `?` and `:` apart, which it may.
  static func isIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case comma, openBracket, closeBracket, openBrace, closeBrace, hash, ampersand, asterisk,
      exclamation, bar, greater, apostrophe, quote, percent, UInt8(ascii: "@"), UInt8(ascii: "`"):
      true
    default: false
    }
  }

  /// A letter, a digit or `-`: what the name of a tag handle is made of.
  static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == dash
  }

  /// What a tag may hold: the characters of a URI, a `%` before two hexadecimal digits included.
  static func isURI(_ byte: UInt8) -> Bool {
    if isWord(byte) { return true }
    switch byte {
    case hash, UInt8(ascii: ";"), UInt8(ascii: "/"), question, colon, UInt8(ascii: "@"), ampersand,
      UInt8(ascii: "="), plus, UInt8(ascii: "$"), comma, UInt8(ascii: "_"), dot, exclamation,
      UInt8(ascii: "~"), asterisk, apostrophe, UInt8(ascii: "("), UInt8(ascii: ")"), openBracket,
      closeBracket, percent:
      return true
    default: return false
    }
  }
}

/// Writes strings and keys so that ``TOMLDocument`` and every TOML 1.0 reader read them back.
package enum TOMLQuoting {
  /// A [basic string](https://toml.io/en/v1.0.0#string): `"` and `\` and control characters
  /// escaped, everything else as it is. One line, whatever the text contains.
  package static func quoted(_ string: String) -> String {
    var result = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{08}": result += "\\b"
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\u{0C}": result += "\\f"
      case "\r": result += "\\r"
      case "\u{00}"..."\u{1F}", "\u{7F}":
        let hex = String(scalar.value, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// One key segment: bare where [TOML](https://toml.io/en/v1.0.0#keys) allows it, else quoted.
  package static func key(_ key: String) -> String {
    let isBare = !key.isEmpty && key.utf8.allSatisfy(TOMLParser.isBareKeyByte)
    return isBare ? key : quoted(key)
  }
}

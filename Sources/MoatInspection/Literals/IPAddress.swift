/// An IP address written in a literal, so far as it must be told whether it is somebody's machine.
enum IPAddress {
  /// Whether the host of a URL is an address that routes on the Internet.
  ///
  /// Private, loopback, link-local, documentation, benchmark and multicast addresses are not, nor are
  /// names (https://www.iana.org/assignments/iana-ipv4-special-registry).
  static func isPublic(host: some Collection<UInt8>) -> Bool {
    let host = Array(host)
    guard let first = host.first else { return false }
    if first == UInt8(ascii: "[") { return isPublicV6(host.dropFirst()) }
    if let octets = quad(host) { return isPublic(octets) }
    return isNumber(host)
  }

  /// Whether a whole literal is `address:port`, as sockets are opened with.
  static func isPublicSocket(_ text: some Collection<UInt8>) -> Bool {
    guard text.count <= 64, let colon = text.lastIndexOf(UInt8(ascii: ":")) else { return false }
    let port = text[text.index(after: colon)...]
    guard (1...5).contains(port.count), port.allSatisfy(\.isDigit) else { return false }
    let host = Array(text[..<colon])
    if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
      return isPublicV6(host.dropFirst())
    }
    return quad(host).map(isPublic) ?? false
  }

  /// Four numbers below 256, with dots between.
  static func quad(_ text: [UInt8]) -> [Int]? {
    var octets: [Int] = []
    var value = -1
    var digits = 0
    for byte in text {
      if byte.isDigit {
        value = max(value, 0) * 10 + Int(byte - UInt8(ascii: "0"))
        digits += 1
        guard digits <= 3, value < 256 else { return nil }
      } else if byte == UInt8(ascii: "."), value >= 0 {
        octets.append(value)
        value = -1
        digits = 0
      } else {
        return nil
      }
    }
    guard value >= 0 else { return nil }
    octets.append(value)
    return octets.count == 4 ? octets : nil
  }

  private static func isPublic(_ octets: [Int]) -> Bool {
    switch (octets[0], octets[1], octets[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (192, 168, _), (192, 0, 0), (192, 0, 2),
      (198, 51, 100), (203, 0, 113), (198, 18...19, _), (172, 16...31, _), (100, 64...127, _),
      (224..., _, _):
      false
    // Resolvers that everybody knows, and examples that count up or down.
    case (1, 1, 1), (1, 0, 0), (8, 8, 8), (8, 8, 4), (9, 9, 9), (1, 2, 3), (4, 3, 2): false
    default: true
    }
  }

  /// Global unicast without the documentation ranges; as much as the first group tells
  /// (https://www.iana.org/assignments/iana-ipv6-special-registry).
  private static func isPublicV6(_ text: some Collection<UInt8>) -> Bool {
    let host = text.prefix { $0 != UInt8(ascii: "]") }
    guard host.count(where: { $0 == UInt8(ascii: ":") }) >= 2,
      host.allSatisfy({ $0.hexValue != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
    else { return false }
    let groups = host.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard let first = groups.first, let value = number(first) else { return false }
    guard (0x2000...0x3FFF).contains(value) else { return false }
    let second = groups.count > 1 ? number(groups[1]) ?? 0 : 0
    return !(value == 0x2001 && second == 0xDB8) && !(value == 0x3FFF)
  }

  private static func number(_ text: some Collection<UInt8>) -> Int? {
    guard (1...4).contains(text.count) else { return nil }
    return text.reduce(0) { $0 << 4 | Int($1.hexValue ?? 0) }
  }

  /// `http://3232235777/` and `http://0x7f000001/`: one number, which browsers and libc take as well.
  private static func isNumber(_ host: [UInt8]) -> Bool {
    if host.starts(with: Array("0x".utf8)) {
      return host.count == 10 && host.dropFirst(2).allSatisfy { $0.hexValue != nil }
    }
    return (8...10).contains(host.count) && host.allSatisfy(\.isDigit)
  }
}

extension Collection where Element: Equatable {
  fileprivate func lastIndexOf(_ element: Element) -> Index? {
    var found: Index?
    for index in indices where self[index] == element { found = index }
    return found
  }
}

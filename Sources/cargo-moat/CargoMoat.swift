import Glibc
import MoatCommands
import MoatHost

@main
enum CargoMoat {
  static func main() async {
    FreedMemory.stays()
    exit(await Moat.run(Array(CommandLine.arguments.dropFirst()), in: .live))
  }
}

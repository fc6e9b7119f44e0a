"""The material of a lively garage: names, cars, plates and work at believable prices. All people are invented."""

from dataclasses import dataclass

FIRST_NAMES = """Aarav Aditi Akash Amit Ananya Anil Anita Arjun Asha Bhavna Chetan Deepa Dev Divya Farhan Fatima
Gaurav Geeta Gopal Harish Imran Isha Jatin Jyoti Kabir Kavita Kiran Lakshmi Madhu Manish Meena Mohan
Nadia Naveen Neha Nikhil Nisha Omkar Pooja Prakash Priya Rahul Rajesh Rakesh Ramesh Ravi Rekha Ritu
Rohan Sameer Sana Sanjay Sapna Sarita Shreya Sneha Sunil Sunita Suresh Swati Tanvi Tarun Uma Usha
Varun Vidya Vijay Vikram Vinod Yash Zoya""".split()

LAST_NAMES = """Agarwal Ahmed Bansal Bhat Bose Chauhan Chopra Das Desai Deshmukh Dubey Fernandes Ghosh Gill Gupta
Iyer Jadhav Jain Joshi Kadam Kale Kapoor Khan Kulkarni Kumar Malhotra Mehta Menon Mishra Nair Naidu
Pandey Patel Patil Pawar Pillai Rane Rao Reddy Saxena Sethi Shah Sharma Shetty Shinde Singh Sinha
Thomas Tiwari Varma Verma Yadav""".split()

DEVANAGARI_NAMES = ["संगीता जोशी", "श्रीकृष्ण कुलकर्णी", "विद्या शर्मा", "राजेन्द्र पाटील", "ज्योत्स्ना देशपांडे"]

# Companies that send their cars again and again, and pay by the month.
FLEETS = """Sai Travels, Deccan Cabs, Sahyadri Logistics, Konkan Dairy, Pune School Buses, Metro Couriers, Om Caterers,
Shivneri Tours""".replace("\n", " ").split(", ")

CARS = """Maruti Swift, Maruti Baleno, Maruti Alto K10, Maruti WagonR, Maruti Dzire, Maruti Ertiga, Maruti
Brezza, Hyundai i20, Hyundai Creta, Hyundai Venue, Hyundai Verna, Tata Nexon, Tata Punch, Tata
Tiago, Tata Harrier, Mahindra XUV700, Mahindra Scorpio N, Mahindra Bolero, Mahindra Thar, Honda
City, Honda Amaze, Toyota Innova Crysta, Toyota Glanza, Toyota Fortuner, Kia Seltos, Kia Sonet, Kia
Carens, Renault Kwid, Skoda Slavia, Volkswagen Virtus, MG Hector, Ford EcoSport""".replace("\n", " ").split(", ")

PLATES = ["MH12", "MH14", "MH12", "MH01", "MH04", "KA03", "KA51", "GJ01", "DL3C", "TS09"]
PLATE_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # pragma: allowlist secret


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of job: its price range in rupees, its days, how often it comes (weight), and the parts it needs."""

    description: str
    least: int
    most: int
    days: int
    weight: int
    parts: str | None = None


WORK = [
    Work("Periodic service: engine oil, oil filter, general check", 2800, 6500, 1, 30, "Engine oil, oil filter"),
    Work("Brake pads replaced, discs checked", 2200, 7800, 1, 12, "Front brake pads"),
    Work("AC not cooling: gas refilled, leak test", 1800, 4200, 1, 9, "AC gas R134a"),
    Work("Clutch overhaul", 8500, 19500, 3, 6, "Clutch plate, pressure plate, release bearing"),
    Work("Battery replaced, charging checked", 4200, 8900, 0, 8, "Battery 45 Ah"),
    Work("Wheel alignment and balancing, tyre rotation", 700, 1800, 0, 14),
    Work("Four tyres replaced", 14800, 38500, 1, 4, "Tyres 185/65 R15"),
    Work("Suspension noise: link rods and bushes replaced", 3200, 9400, 2, 7, "Link rods, bushes"),
    Work("Denting and painting: left front door", 4500, 12500, 4, 8, "Primer, paint, clear coat"),
    Work("Bumper repaired and painted", 3200, 7800, 3, 7, "Paint"),
    Work("Accident repair: bonnet, grille, headlamp", 22000, 78000, 9, 3, "Bonnet, grille, right headlamp"),
    Work("Engine overheating: radiator, thermostat, coolant", 3800, 14500, 2, 5, "Thermostat, coolant"),
    Work("Timing belt and tensioner", 7800, 16500, 2, 3, "Timing belt kit"),
    Work("Starter motor repaired", 2100, 5600, 1, 4, "Brushes, solenoid"),
    Work("Full body wash, interior cleaning, polish", 900, 3200, 0, 10),
    Work("Wiper motor and washer pump", 1500, 3900, 1, 3, "Wiper motor"),
    Work("Power window regulator, rear right", 1900, 4800, 1, 3, "Window regulator"),
    Work("Injector cleaning, scan and ECU reset", 2600, 7200, 1, 4),
    Work("Engine overhaul", 42000, 115000, 14, 1, "Piston rings, bearings, gasket kit"),
]

WORKERS = ["Ramu", "Salim", "Bhola", "Ganesh", "Peter", "Irfan", "Shankar", "Mani"]
STREETS = ["Station Road", "MG Road", "Market Yard", "Hill View Society", "Canal Road", "Temple Lane", "Nehru Nagar"]
NOTES = ["Regular customer", "Call before extra work", "Prefers original parts", "Needs the car by evening"]
REJECTIONS = ["Amount not found on the bank statement", "Entered twice", "Customer says he paid less"]

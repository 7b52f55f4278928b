global using Microsoft.EntityFrameworkCore;
global using Numora.Data;
global using Numora.Platform;
